import { answering } from '#app/api/answer-operation.ts';
import { paths } from '#app/api/paths.ts';

export const { GET, PUT, fallback } = answering(paths['/sessions/{id}/persons']);
