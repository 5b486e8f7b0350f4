/** The media type of a problem document (RFC 9457). */
export const problemType = 'application/problem+json';

/** What a program is told when something is refused or goes wrong. */
export interface Problem {
  /** Stands for the sentence, whatever the language. */
  readonly type: string;
  /** The sentence, in the language of who asked. */
  readonly title: string;
  readonly status: number;
  /** The name of the refusal. */
  readonly name: string;
  /** The number under which the log knows the request. */
  readonly requestId: string;
}

/** The problem document of a refusal, or of a fault of ours, which is called `Unforeseen`. */
export const describeProblem = ({ title, status, name, requestId }: Omit<Problem, 'type'>): Problem => ({
  type: `urn:kaskada:problem:${name}`,
  title,
  status,
  name,
  requestId,
});
