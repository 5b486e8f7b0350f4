import { answering } from '#app/api/answer-operation.ts';
import { paths } from '#app/api/paths.ts';

export const { PUT, DELETE, fallback } = answering(paths['/sessions/{id}/draft']);
