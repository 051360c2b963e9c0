import type { Fault } from '../faultServer';

function redirect(status: number): Fault {
  return ({ request, response, elsewhere }) => response.writeHead(status, { Location: elsewhere + request.url }).end();
}

/** A redirect would carry the credential to another host. */
export const redirects = {
  movedPermanently: redirect(301),
  found: redirect(302),
  seeOther: redirect(303),
  temporaryRedirect: redirect(307),
  permanentRedirect: redirect(308),
  redirectWithoutLocation: ({ response }) => response.writeHead(302).end(),
  notModified: ({ response }) => response.writeHead(304).end(),
  redirectToItself: ({ request, response }) => response.writeHead(307, { Location: request.url }).end(),
} satisfies Readonly<Record<string, Fault>>;
