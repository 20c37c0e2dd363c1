/* An upload through the whole mock, beside a bare Node server that writes what comes to a file. */
import { benchUpload } from '../upload.mjs';

export const upload = {
  id: 'upload',
  title: 'upload through the mock ÷ bare copy',
  async run({ data, rounds, tell }) {
    const { megabytes } = data.sizes;
    tell(`uploads of ${megabytes} MB`);
    const { bare, mock, ratio, peakMiB } = await benchUpload({ megabytes, rounds });
    const rows = [
      {
        what: `upload of ${megabytes} MB, speed through the mock ÷ bare HTTP to a file`,
        ours: `${mock.toFixed(0)} MB/s`,
        beside: `${bare.toFixed(0)} MB/s`,
        figure: ratio,
        unit: '×',
        better: 'more',
        bar: 0.55,
        goal: 0.85,
      },
    ];
    if (!Number.isNaN(peakMiB))
      rows.push({
        what: 'peak memory of the mock meanwhile',
        ours: `${peakMiB.toFixed(0)} MiB`,
        beside: '',
        figure: peakMiB,
        unit: ' MiB',
        better: 'less',
        bar: 200,
        goal: 200,
      });
    return rows;
  },
};
