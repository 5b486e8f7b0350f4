/** What `npm audit --json` knows of the installed packages; null where the registry did not tell. */
export type Advisories = readonly { readonly name: string; readonly severity: string; readonly about: string }[] | null;

interface Report {
  readonly vulnerabilities?: Readonly<
    Record<
      string,
      {
        readonly severity: string;
        readonly via: readonly (string | { readonly title: string; readonly url: string })[];
      }
    >
  >;
}

/** Reads the report. Where the registry was not reached, npm prints an error in its place, or nothing. */
export function readAdvisories(printed: string): Advisories {
  const { vulnerabilities } = parse(printed);
  if (!vulnerabilities) return null;
  return Object.entries(vulnerabilities).map(([name, { severity, via }]) => ({
    name,
    severity,
    about: via.map((one) => (typeof one === 'string' ? `by ${one}` : `${one.title}, ${one.url}`)).join('; '),
  }));
}

/** Those for which nothing may land: of high severity and above. */
export const graveOf = (advisories: Advisories): NonNullable<Advisories> =>
  (advisories ?? []).filter(({ severity }) => severity === 'high' || severity === 'critical');

function parse(printed: string): Report {
  try {
    return (JSON.parse(printed) as Report | null) ?? {};
  } catch {
    return {};
  }
}
