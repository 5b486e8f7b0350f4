import type { Translate } from '#platform/i18n/translate.ts';
import type { CitedNumber, Fact, Series, Source, Years } from './news-facts.ts';
import { spellNumber, spellPlace, type Gender } from './number-words.ts';

/** A piece of a sentence, before the notes below the paragraph are known. */
export type Piece =
  | { readonly is: 'text'; readonly text: string }
  | { readonly is: 'number'; readonly text: string; readonly number: CitedNumber }
  | { readonly is: 'country'; readonly text: string; readonly code: string }
  | { readonly is: 'source'; readonly text: string; readonly source: Source };

type Of<About extends Fact['about']> = Extract<Fact, { readonly about: About }>;

/** One whole sentence for a fact. What is a number, a country or a source in it stays told apart from the words around it. */
export function sayFact(t: Translate, fact: Fact): Piece[] {
  const said = holdPieces(t);
  return said.pieces(sentenceOf(t, said, fact));
}

/** The gender of what each sentence counts in Serbian, where number words follow it; other languages have no use for it. */
const genders: Readonly<Record<Fact['about'], Gender>> = {
  meeting: 'feminine',
  reported: 'masculine',
  attendances: 'neuter',
  sessions: 'feminine',
  peers: 'feminine',
  held: 'masculine',
  ministries: 'neuter',
  trainers: 'feminine',
};

function sentenceOf(t: Translate, said: Said, fact: Fact): string {
  const { value: n } = fact.number;
  const number = () => said.number(fact.number, genders[fact.about]);
  switch (fact.about) {
    case 'meeting':
      return sayMeeting(t, said, fact);
    case 'reported':
      return sayReported(t, said, fact);
    case 'attendances':
      return t('news.attendances', {
        ...ofSessions(t, said, fact),
        ...{ n, number: number(), kind: audienceOf(fact.kind), audience: fact.audience ?? 'other' },
      });
    case 'sessions':
      return sayHeldSessions(t, said, fact);
    case 'peers':
      return t('news.peers', {
        ...ofSessions(t, said, fact),
        ...{ n, number: number(), countries: said.countries(fact.countries) },
      });
    case 'held':
      return t(`news.held.${fact.series}`, { n, number: number(), day: t.instantDay(fact.asAt) });
    case 'ministries':
      return t('news.ministries', { n, number: number(), day: t.instantDay(fact.asAt) });
    case 'trainers':
      return t('news.trainers', { n, number: number(), day: t.instantDay(fact.asAt) });
  }
}

const trained = ['peers_at_home', 'training_of_trainers', 'peers_from_outside', 'partner_activity'] as const;
/** What has no words of its own here is said to be of another kind. Coaching counts sessions and nobody. */
const audienceOf = (kind: string) => trained.find((known) => known === kind) ?? 'other';
const kindOf = (kind: string) => (kind === 'coaching' ? kind : audienceOf(kind));

function sayHeldSessions(t: Translate, said: Said, fact: Of<'sessions'>): string {
  const kind = kindOf(fact.kind);
  const number = said.number(fact.number, kind === 'coaching' ? 'masculine' : genders.sessions);
  return t('news.sessions', { ...ofSessions(t, said, fact), n: fact.number.value, number, kind });
}

function sayMeeting(t: Translate, said: Said, fact: Of<'meeting'>): string {
  const { series, number, participants, dateFrom, dateTo } = fact;
  return t(`news.meeting.${series satisfies Series}`, {
    ...{ counted: participants ? 'yes' : 'other', n: participants?.value ?? 0 },
    participants: participants ? said.number(participants, genders.meeting) : '',
    place: said.place(fact),
    where: whereOf(fact),
    ...{ when: dateFrom ? 'days' : 'other', days: dateFrom ? t.dayRange(dateFrom, dateTo ?? dateFrom) : '' },
    which: said.whichOne(number),
  });
}

function whereOf({ mode, place, countryCode }: Of<'meeting'>) {
  if (mode === 'online') return 'online';
  if (mode === 'hybrid') return place || countryCode ? 'hybrid' : 'mixed';
  if (place) return 'place';
  return countryCode ? 'country' : 'other';
}

function sayReported(t: Translate, said: Said, fact: Of<'reported'>): string {
  const { number, qualifier, asAt, basis, countryCode, sources } = fact;
  return t('news.reported', {
    qualifier: qualifier === 'more than' ? 'other' : qualifier,
    number: said.number(number, genders.reported),
    day: t.day(asAt),
    basis: basis === 'attendances' ? 'attendances' : 'other',
    ...{ scope: countryCode ? 'country' : 'other', country: countryCode ? said.country(countryCode) : '' },
    source: said.source(sources[0]!),
  });
}

function ofSessions(t: Translate, said: Said, fact: Of<'attendances' | 'sessions' | 'peers'>) {
  const { countryCode, years, asAt } = fact;
  return {
    day: t.instantDay(asAt),
    scope: countryCode ? ('country' as const) : ('other' as const),
    country: countryCode ? said.country(countryCode) : '',
    years: spanOf(years),
    ...{ from: String(years.from ?? ''), to: String(years.to ?? '') },
  };
}

function spanOf({ from, to }: Years): 'one' | 'span' | 'from' | 'to' | 'other' {
  if (from !== null && to !== null) return from === to ? 'one' : 'span';
  return from !== null ? 'from' : to !== null ? 'to' : 'other';
}

// Private use (Unicode 16, section 23.5): no message holds these.
const [opening, closing] = ['\ue000', '\ue001'];
const held = new RegExp(`${opening}(\\d+)${closing}`);

/** Holds what is put into a message, so that it is found again in the sentence that comes out. */
function holdPieces(t: Translate) {
  const kept: Piece[] = [];
  const hold = (piece: Piece): string => `${opening}${kept.push(piece) - 1}${closing}`;
  const country = (code: string) => hold({ is: 'country', code, text: withArticle(t, t.country(code)) });
  return {
    country,
    number: (number: CitedNumber, gender: Gender) =>
      hold({ is: 'number', number, text: spellNumber(t, number.value, gender) }),
    /** Which one of a row. */
    whichOne: (number: CitedNumber) => hold({ is: 'number', number, text: spellPlace(t, number.value) }),
    /** In the order of the alphabet of the language. */
    countries(codes: readonly string[]): string {
      const byName = codes.toSorted((a, b) => t.country(a).localeCompare(t.country(b), t.locale));
      return t.list(byName.map(country));
    },
    /** A place with its country, or the country alone. */
    place({ place, countryCode }: Of<'meeting'>): string {
      if (!place) return countryCode ? country(countryCode) : '';
      const where = hold({ is: 'text', text: place });
      return countryCode ? t('news.where', { place: where, country: country(countryCode) }) : where;
    },
    source: (source: Source) =>
      hold({ is: 'source', source, text: new URL(source.address).hostname.replace(/^www\./, '') }),
    /** The sentence in pieces. */
    pieces: (sentence: string): Piece[] =>
      sentence
        .split(held)
        .map((text, at): Piece => (at % 2 === 0 ? { is: 'text', text } : kept[Number(text)]!))
        .filter(({ text }) => text !== ''),
  };
}
type Said = ReturnType<typeof holdPieces>;

// What English says with an article, by the name itself, as the network may have one of its own.
const named =
  /^(?:United|Netherlands|Philippines|Gambia|Bahamas|Maldives|Seychelles|Comoros|Vatican|Holy See|Democratic|Central African)|(?:Islands|Republic|Territory|Territories|Emirates|Kingdom|States)$/;

/** The name of a country within a sentence: English says "the United Kingdom". */
export const withArticle = ({ language }: Pick<Translate, 'language'>, name: string): string =>
  language === 'en' && named.test(name) ? `the ${name}` : name;
