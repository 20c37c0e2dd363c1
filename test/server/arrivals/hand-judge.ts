/** A judge that a test answers for, one question at a time. */
import { text } from 'node:stream/consumers';
import { checkEmission } from '../../../conformance/index.js';
import type { Judge } from '../../../server/arrivals/judge.js';
import type { Report } from '../../../specs/report.js';

export interface Question {
  readonly key: string;
  /** null: it was gone. */
  readonly content: string | null;
  readonly answer: (report: Report) => void;
  readonly fail: (error: Error) => void;
}

export interface HandJudge {
  readonly judge: Judge;
  readonly questions: readonly Question[];
  /** Resolves when so many questions were asked in all. */
  readonly asked: (count: number) => Promise<void>;
}

/** Of nothing, so that it is as real as any. */
export const emptyReport = async (): Promise<Report> =>
  checkEmission([import.meta.dirname], { now: () => 0 });

export function handJudge(given: Partial<Judge> = {}): HandJudge {
  const questions: Question[] = [];
  const waiting = new Set<() => void>();
  const judge: Judge = {
    checks: true,
    checkObject: async ({ key, open }) => {
      const stream = await open();
      const content = stream === null ? null : await text(stream);
      return new Promise((answer, fail) => {
        questions.push({ key, content, answer, fail });
        for (const look of waiting) look();
      });
    },
    judgeExchanges: () => [],
    checkAll: emptyReport,
    rules: [],
    reportPage: null,
    ...given,
  };
  return {
    judge,
    questions,
    asked: (count) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (questions.length < count) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
  };
}
