/** A value that only its own noun accepts: `SessionId` is not `PersonId`, although both are UUIDs. */
export type Id<Noun extends string> = string & { readonly __noun: Noun };

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Whether a text is a UUID in its canonical lower-case form. */
export const isId = (text: unknown): text is string => typeof text === 'string' && uuid.test(text);

/**
 * A new UUIDv7 (RFC 9562, section 5.7): 48 bits of Unix milliseconds, then 74 random bits,
 * so that ids sort by the time they were made, on whichever device that was.
 */
export function newId<Noun extends string>(now: number = Date.now()): Id<Noun> {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  new DataView(bytes.buffer).setUint32(0, Math.floor(now / 2 ** 16));
  new DataView(bytes.buffer).setUint16(4, now % 2 ** 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5') as Id<Noun>;
}

export type OwnerId = Id<'Owner'>;
export type PersonId = Id<'Person'>;
export type SignInId = Id<'SignIn'>;
export type AppointmentId = Id<'Appointment'>;
export type EmergencyAccessId = Id<'EmergencyAccess'>;
export type LoginResetId = Id<'LoginReset'>;
export type TrainerId = Id<'Trainer'>;
export type UnitId = Id<'Unit'>;
export type SessionId = Id<'Session'>;
export type VersionId = Id<'SessionVersion'>;
export type AdjustmentId = Id<'Adjustment'>;
export type ImportId = Id<'SessionImport'>;
export type AnnotationId = Id<'Annotation'>;
export type PersonsReleaseId = Id<'PersonsRelease'>;
export type ConsentId = Id<'Consent'>;
export type ErasureRequestId = Id<'ErasureRequest'>;
export type PublicationId = Id<'Publication'>;
export type SnapshotId = Id<'Snapshot'>;
