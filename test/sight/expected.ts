import { columns } from './roles.ts';

/**
 * What an address answers to each role: 200 it is shown, 303 they are led elsewhere (to sign in, or to what is theirs),
 * 401, 403, 404 as in HTTP. `own` is something of one's ministry that is not released, `foreign` of another one (the same as
 * what never was), `released` something that stands, `published` the profile of a
 * trainer who consented. Every route has a line, or the test fails: decide, then write it.
 */
const expected = `
                                       trainer coordinator deputy leader auditor secretariat observer administrator stranger

/                                      200     200         200    200    200     200         200      200           200
/counting                              200     200         200    200    200     200         200      200           200
/data-protection                       200     200         200    200    200     200         200      200           200
/embed/[code]                          404     404         404    404    404     404         404      404           404
/embed/[code].svg                      404     404         404    404    404     404         404      404           404
/figure                                200     200         200    200    200     200         200      200           200
/figure/[code]                         200     200         200    200    200     200         200      200           200
/figure/snapshot/[snapshot]            404     404         404    404    404     404         404      404           404
/first-run                             404     404         404    404    404     404         404      404           404
/meeting-record                        200     200         200    200    200     200         200      200           200
/sign-in                               303     303         303    303    303     303         303      303           303
/sign-in/code                          303     303         303    303    303     303         303      303           303
/sign-in/passkey                       405     405         405    405    405     405         405      405           405
/sign-in/ministry/[country]            404     404         404    404    404     404         404      404           404
/sign-in/ministry/[country]/return     404     404         404    404    404     404         404      404           404
/invitation/[token]                    404     404         404    404    404     404         404      404           404
/invitation/[token]/passkey            405     405         405    405    405     405         405      405           405
/reach/forces                          200     200         200    200    200     200         200      200           200
/step-in                               200     200         200    200    200     200         200      200           200

/account                               200     200         200    200    200     200         200      200           303
/account/passkey                       405     405         405    405    405     405         405      405           303
/audit                                 403     200         200    403    200     200         403      403           303
/audit/chain                           403     200         200    403    200     200         403      403           303
/home                                  200     200         200    200    200     200         200      200           303
/find                                  200     200         200    200    200     200         200      200           303
/find/results                          200     200         200    200    200     200         200      200           401
/meetings                              200     200         200    200    200     200         200      200           303
/ministries                            403     403         403    403    403     403         403      200           303
/ministries/new                        403     403         403    403    403     403         403      200           303
/ministries/[id]                       403     403         403    403    403     403         403      404           303
/network                               200     200         200    200    200     200         200      200           303
/network/trainers/[id]                 404     404         404    404    404     404         404      404           303
/network/trainers/[id] published       200     200         200    200    404     200         404      404           303
/network/roster/new                    403     200         200    403    403     403         403      403           303
/network/roster/[id] own               404     200         200    404    404     -           -        -             -
/network/roster/[id] foreign           404     404         404    404    404     404         404      404           303
/privacy                               200     200         200    200    200     200         200      200           303
/privacy/my-data.json                  200     200         200    200    200     200         200      200           303
/privacy/my-data.pdf                   200     200         200    200    200     200         200      200           303
/privacy/requests                      404     200         200    404    404     404         404      200           303
/privacy/retention                     200     200         200    200    200     200         200      200           303
/profile                               200     403         403    403    403     403         403      403           303
/people                                200     200         200    200    200     200         200      200           303
/people/new                            403     200         200    403    403     403         403      200           303
/people/[id] own                       200     200         200    200    200     -           -        -             -
/people/[id] foreign                   404     404         404    404    404     404         404      200           303
/reach                                 200     200         200    200    200     200         200      200           303
/reach/compare                         200     200         200    200    200     200         200      200           303
/reach/open                            200     200         200    200    303     200         303      303           303
/reach/publish                         403     403         403    403    403     200         403      403           303
/reach/definitions/[code]              403     403         403    403    403     200         403      403           303
/reach/published                       403     200         200    403    403     200         403      403           303
/reach/published/new                   403     200         200    403    403     200         403      403           303
/reach/published/[id]                  403     404         404    403    403     404         403      403           303
/reach/persons                         200     200         200    200    403     403         403      403           303
/reach/write                           403     200         200    200    403     200         403      403           303
/sessions                              200     200         200    200    303     200         303      303           303
/sessions/new                          303     303         303    303    303     303         303      303           303
/sessions/overlaps                     403     200         200    403    403     403         403      403           303
/sessions/import                       403     200         200    403    403     403         403      403           303
/sessions/import/[id]                  403     404         404    403    403     403         403      403           303
/sessions/import/template.csv          403     200         200    403    403     403         403      403           303
/sessions/import/template.xlsx         403     200         200    403    403     403         403      403           303
/sessions/[id] own                     200     200         200    200    404     -           -        -             -
/sessions/[id] foreign                 404     404         404    404    404     404         404      404           303
/sessions/[id] released                200     200         200    200    404     200         404      404           303
/sessions/[id]/record own              200     200         200    403    403     -           -        -             -
/sessions/[id]/record foreign          200     200         200    403    403     403         403      403           303
/sessions/[id]/record released         200     200         200    403    403     403         403      403           303
/sessions/[id]/persons own             200     200         200    200    404     -           -        -             -
/sessions/[id]/persons foreign         404     404         404    404    404     404         404      404           303

/api/[...rest]                         404     404         404    404    404     404         404      404           404
/api/v1/openapi.json                   200     200         200    200    200     200         200      200           200
/api/v1/audit.csv                      403     200         200    403    200     200         403      403           401
/api/v1/audit.xlsx                     403     200         200    403    200     200         403      403           401
/api/v1/audit/signed                   403     200         200    403    200     200         403      403           401
/api/v1/audit/head                     403     200         200    403    200     200         403      403           401
/api/v1/audit/key                      200     200         200    200    200     200         200      200           200
/api/v1/catalog.jsonld                 200     200         200    200    200     200         200      200           200
/api/v1/compare.csv                    200     200         200    200    200     200         200      200           200
/api/v1/compare.xlsx                   200     200         200    200    200     200         200      200           200
/api/v1/facts                          200     200         200    200    200     200         200      200           200
/api/v1/facts.csv                      200     200         200    200    200     200         200      200           200
/api/v1/facts.xlsx                     200     200         200    200    200     200         200      200           200
/api/v1/figures                        200     200         200    200    200     200         200      200           200
/api/v1/figures/[code]                 200     200         200    200    200     200         200      200           200
/api/v1/figures/[code].csv             200     200         200    200    200     200         200      200           200
/api/v1/figures/[code].xlsx            200     200         200    200    200     200         200      200           200
/api/v1/snapshots                      200     200         200    200    200     200         200      200           200
/api/v1/snapshots/[snapshot]           404     404         404    404    404     404         404      404           404
/api/v1/snapshots/[snapshot].csv       404     404         404    404    404     404         404      404           404
/api/v1/snapshots/[snapshot].xlsx      404     404         404    404    404     404         404      404           404
/api/v1/figures/[code].pdf             200     200         200    200    200     200         200      200           200
/api/v1/meetings.csv                   200     200         200    200    200     200         200      200           200
/api/v1/meetings.xlsx                  200     200         200    200    200     200         200      200           200
/api/v1/network.csv                    200     200         200    200    200     200         200      200           401
/api/v1/network.xlsx                   200     200         200    200    200     200         200      200           401
/api/v1/people.csv                     200     200         200    200    200     200         200      200           401
/api/v1/people.xlsx                    200     200         200    200    200     200         200      200           401
/api/v1/sessions                       200     200         200    200    403     200         403      403           401
/api/v1/sessions.csv                   200     200         200    200    403     200         403      403           401
/api/v1/sessions.xlsx                  200     200         200    200    403     200         403      403           401
/api/v1/sessions/[id] own              200     200         200    200    403     -           -        -             -
/api/v1/sessions/[id] foreign          404     404         404    404    403     404         403      403           401
/api/v1/sessions/[id] released         200     200         200    200    403     200         403      403           401
/api/v1/sessions/[id]/draft            405     405         405    405    405     405         405      405           405
/api/v1/sessions/[id]/persons own      200     200         200    200    404     -           -        -             -
/api/v1/sessions/[id]/persons foreign  404     404         404    404    404     404         404      404           401
/api/v1/sessions/[id]/release          405     405         405    405    405     405         405      405           405
/api/v1/sessions/[id]/return           405     405         405    405    405     405         405      405           405
/api/v1/sessions/[id]/versions/[versionId] 405 405         405    405    405     405         405      405           405
/api/v1/shares.csv                     200     200         200    200    200     200         200      200           200
/api/v1/shares.xlsx                    200     200         200    200    200     200         200      200           200
/api/v1/snapshots.atom                 200     200         200    200    200     200         200      200           200
/api/v1/snapshots/[snapshot].pdf       404     404         404    404    404     404         404      404           404
/sign-out                              405     405         405    405    405     405         405      405           405
/theme                                 405     405         405    405    405     405         405      405           405
`;

/** Of whose a parameter is: something of the looker's own, of another ministry's, that was released, or published. */
export type Whose = 'own' | 'foreign' | 'released' | 'published';

/** A line of the matrix: a route, whose its parameter is, and what it answers to each column; null: it cannot be. */
export interface Line {
  readonly route: string;
  readonly whose: Whose | null;
  readonly answers: readonly (number | null)[];
}

/** The matrix of addresses, in the order in which it is written. */
export const expectedSight: readonly Line[] = expected
  .split('\n')
  .slice(2)
  .filter(Boolean)
  .map((line) => {
    const words = line.trim().split(/\s+/);
    const answers = words.slice(-columns.length).map((word) => (word === '-' ? null : Number(word)));
    const [route, whose] = words.slice(0, -columns.length);
    return { route: route!, whose: (whose as Whose | undefined) ?? null, answers };
  });
