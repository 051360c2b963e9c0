/** How the rows are arranged. `tagKeys` nests the values of its keys in the given order. */
export type Grouping =
  | { readonly by: 'everyTag' }
  | { readonly by: 'tagKeys'; readonly keys: readonly string[] }
  | { readonly by: 'state' }
  | { readonly by: 'type' }
  | { readonly by: 'none' };
