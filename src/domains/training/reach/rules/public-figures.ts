import type { FigureDefinition, FigureUnit } from '../types.ts';

/** What the public page has a place for. A single meeting or a reported total is found beside its source. */
const publicUnits: readonly FigureUnit[] = ['attendance', 'session', 'country', 'meeting', 'ministry', 'trainer'];

/** Whether the secretariat may show a figure to the public; migrations/0030_public_figures.sql says the same. */
export const mayBePublic = ({ unit }: Pick<FigureDefinition, 'unit'>): boolean => publicUnits.includes(unit);
