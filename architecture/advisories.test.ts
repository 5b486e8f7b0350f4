import { expect, test } from 'vitest';
import { graveOf, readAdvisories } from './advisories.ts';

const report = (...severities: string[]) =>
  JSON.stringify({
    auditReportVersion: 2,
    vulnerabilities: Object.fromEntries(
      severities.map((severity) => [
        `a-${severity}`,
        { severity, via: [{ title: 'A hole', url: 'https://elsewhere.example' }, 'another'] },
      ]),
    ),
  });

test('an advisory of high severity and above is grave', () => {
  const advisories = readAdvisories(report('low', 'moderate', 'high', 'critical'));
  expect(advisories).toHaveLength(4);
  expect(graveOf(advisories).map(({ name }) => name)).toEqual(['a-high', 'a-critical']);
  expect(graveOf(advisories)[0]!.about).toBe('A hole, https://elsewhere.example; by another');
  expect(graveOf(readAdvisories(report()))).toEqual([]);
});

test.each(['', 'no JSON', 'null', '{"message":"405 Method Not Allowed"}', '{"error":{"code":"ENOTFOUND"}}'])(
  'a registry that does not tell is told from one that knows of nothing: %s',
  (printed) => {
    expect(readAdvisories(printed)).toBeNull();
    expect(readAdvisories(report())).toEqual([]);
  },
);
