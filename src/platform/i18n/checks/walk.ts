import { TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser';

/** Every element of a message, those inside plurals and choices too, with the elements around it, outermost first. */
export function* walk(
  elements: readonly MessageFormatElement[],
  around: readonly MessageFormatElement[] = [],
): Generator<{ element: MessageFormatElement; around: readonly MessageFormatElement[] }> {
  for (const element of elements) {
    yield { element, around };
    if (element.type !== TYPE.plural && element.type !== TYPE.select) continue;
    for (const { value } of Object.values(element.options)) yield* walk(value, [...around, element]);
  }
}

/** The words that a reader sees, without the syntax of messages. */
export const literals = (elements: readonly MessageFormatElement[]): string[] =>
  [...walk(elements)].flatMap(({ element }) => (element.type === TYPE.literal ? [element.value] : []));
