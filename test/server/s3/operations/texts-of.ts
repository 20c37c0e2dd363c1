/** The texts of all elements of that name, as they are written. */
export const textsOf = ({ text }: { readonly text: string }, name: string): readonly string[] =>
  [...text.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, 'g'))].map(([, found = '']) => found);
