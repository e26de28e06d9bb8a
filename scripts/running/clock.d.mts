export function itIs(moment: Date): void;
