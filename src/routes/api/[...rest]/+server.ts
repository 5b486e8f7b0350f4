import { answerMissing } from '#app/api/answer-operation.ts';

export const fallback = answerMissing;
