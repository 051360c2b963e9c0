import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

/** A new key and a certificate for a host that nobody trusts, as PEM. Made here so that no key lies in the repository. */
export function selfSignedCertificate(host = 'localhost'): { readonly key: string; readonly cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const signed = certificateBody(publicKey, host);
  const certificate = sequence(signed, ed25519, bits(sign(null, signed, privateKey)));
  const base64 = certificate.toString('base64').replaceAll(/.{64}/gu, '$&\n');
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`,
  };
}

// The little of DER and X.509 (RFC 5280) that this needs.

const ed25519 = sequence(objectId('2b6570'));

function certificateBody(publicKey: KeyObject, host: string): Buffer {
  const commonName = sequence(der(0x31, sequence(objectId('550403'), der(0x0c, Buffer.from(host)))));
  const version = der(0xa0, der(0x02, Buffer.from([2])));
  const serial = der(0x02, Buffer.from([1]));
  const validity = sequence(utcTime('200101000000Z'), utcTime('490101000000Z'));
  const key = publicKey.export({ type: 'spki', format: 'der' });
  return sequence(version, serial, ed25519, commonName, validity, commonName, key);
}

function der(type: number, content: Buffer): Buffer {
  const { length } = content;
  const size = length < 128 ? [length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([type, ...size]), content]);
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return der(0x30, Buffer.concat(parts));
}

function objectId(hex: string): Buffer {
  return der(0x06, Buffer.from(hex, 'hex'));
}

function utcTime(text: string): Buffer {
  return der(0x17, Buffer.from(text));
}

function bits(content: Buffer): Buffer {
  return der(0x03, Buffer.concat([Buffer.from([0]), content]));
}
