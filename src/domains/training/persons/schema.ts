import * as v from 'valibot';
import { sessionKinds } from '#domains/training/sessions/types.ts';
import { isId, type OwnerId, type PersonsReleaseId } from '#shared/ids.ts';

/** Which figure of persons a button is about; the id is made with the page, so that it counts once. */
export const chosenPersons = v.object({
  id: v.custom<PersonsReleaseId>(isId),
  ownerId: v.custom<OwnerId>(isId),
  kind: v.picklist(sessionKinds.filter((kind) => kind !== 'coaching')),
});
