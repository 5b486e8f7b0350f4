import { readAuditKey, readSignedAudit, readSignedHead } from './audit.ts';
import { auditDownloads } from './audit-downloads.ts';
import { readCatalog } from './catalog.ts';
import { compareDownloads } from './compare-downloads.ts';
import { readFacts } from './facts.ts';
import { factDownloads } from './fact-downloads.ts';
import { figureDownloads } from './figure-downloads.ts';
import { listFigures, readFigure } from './figures.ts';
import { meetingDownloads } from './meeting-downloads.ts';
import { networkDownloads } from './network-downloads.ts';
import type { Operations } from './operation.ts';
import { peopleDownloads } from './people-downloads.ts';
import { sessionDownloads } from './session-downloads.ts';
import { putParticipants, readParticipants } from './session-persons.ts';
import { deleteRelease, putRelease, putReturn } from './session-release.ts';
import { deleteDraft, putDraft, putVersion } from './session-writing.ts';
import { listSessions, readSession } from './sessions.ts';
import { shareDownloads } from './share-downloads.ts';
import { snapshotDownloads } from './snapshot-downloads.ts';
import { readSnapshotFeed } from './snapshot-feed.ts';
import { readSnapshot, readSnapshotList } from './snapshots.ts';

/** Everything that the interface does, by address below `/api/v1`. Its routes are made of this, and so is its description. */
export const paths = {
  '/audit.csv': { GET: auditDownloads.csv },
  '/audit.xlsx': { GET: auditDownloads.xlsx },
  '/audit/signed': { GET: readSignedAudit },
  '/audit/head': { GET: readSignedHead },
  '/audit/key': { GET: readAuditKey },
  '/catalog.jsonld': { GET: readCatalog },
  '/compare.csv': { GET: compareDownloads.csv },
  '/compare.xlsx': { GET: compareDownloads.xlsx },
  '/facts': { GET: readFacts },
  '/facts.csv': { GET: factDownloads.csv },
  '/facts.xlsx': { GET: factDownloads.xlsx },
  '/figures': { GET: listFigures },
  '/figures/{code}': { GET: readFigure },
  '/figures/{code}.csv': { GET: figureDownloads.csv },
  '/figures/{code}.xlsx': { GET: figureDownloads.xlsx },
  '/figures/{code}.pdf': { GET: figureDownloads.pdf },
  '/meetings.csv': { GET: meetingDownloads.csv },
  '/meetings.xlsx': { GET: meetingDownloads.xlsx },
  '/network.csv': { GET: networkDownloads.csv },
  '/network.xlsx': { GET: networkDownloads.xlsx },
  '/people.csv': { GET: peopleDownloads.csv },
  '/people.xlsx': { GET: peopleDownloads.xlsx },
  '/sessions': { GET: listSessions },
  '/sessions.csv': { GET: sessionDownloads.csv },
  '/sessions.xlsx': { GET: sessionDownloads.xlsx },
  '/sessions/{id}': { GET: readSession },
  '/sessions/{id}/draft': { PUT: putDraft, DELETE: deleteDraft },
  '/sessions/{id}/persons': { GET: readParticipants, PUT: putParticipants },
  '/sessions/{id}/versions/{versionId}': { PUT: putVersion },
  '/sessions/{id}/release': { PUT: putRelease, DELETE: deleteRelease },
  '/sessions/{id}/return': { PUT: putReturn },
  '/snapshots': { GET: readSnapshotList },
  '/snapshots/{snapshot}': { GET: readSnapshot },
  '/snapshots/{snapshot}.csv': { GET: snapshotDownloads.csv },
  '/snapshots/{snapshot}.xlsx': { GET: snapshotDownloads.xlsx },
  '/snapshots/{snapshot}.pdf': { GET: snapshotDownloads.pdf },
  '/shares.csv': { GET: shareDownloads.csv },
  '/shares.xlsx': { GET: shareDownloads.xlsx },
  '/snapshots.atom': { GET: readSnapshotFeed },
} as const satisfies Readonly<Record<string, Operations>>;
