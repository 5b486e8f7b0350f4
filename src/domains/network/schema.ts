import * as v from 'valibot';
import { cleanLine } from '#shared/clean-text.ts';

const line = (key: string) =>
  v.pipe(
    v.string(),
    v.transform(cleanLine),
    v.trim(),
    v.minLength(1, `network.problem.${key}Missing`),
    v.maxLength(200, 'network.problem.tooLong'),
  );

/** The form of the first run: the code from the console, the network's name, the administrator's name. */
export const foundingSchema = v.object({
  code: line('code'),
  networkName: line('networkName'),
  personName: line('personName'),
});
export type Founding = v.InferOutput<typeof foundingSchema>;
