import { answering } from '#app/api/answer-operation.ts';
import { readDescription } from '#app/api/description.ts';

export const { GET, fallback } = answering({ GET: readDescription });
