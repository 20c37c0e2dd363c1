/** The table of weights: where the one in force lies, and where a new one is handed in. */
export const SCORE_KEY = 'infrastructure_score/infrastructure_score.csv';
