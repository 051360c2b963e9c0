import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:https';
import { type AddressInfo, createServer as createPlainServer, type Server as NetServer } from 'node:net';
import { noFilter } from '../../../../src/model/secretFilter';
import { isServiceError } from '../../../../src/model/serviceError';
import { selfSignedCertificate } from '../../../support/selfSignedCertificate';
import { type ClientUnderTest, clientUnderTest, never } from '../clientUnderTest';

describe('The connection', () => {
  const disposals: (() => unknown)[] = [];
  afterEach(() => {
    for (const dispose of disposals.splice(0)) dispose();
  });

  async function portOf(server: NetServer): Promise<number> {
    disposals.push(() => server.close());
    await once(server.listen(0, '127.0.0.1'), 'listening');
    return (server.address() as AddressInfo).port;
  }

  function clientOf(endpoint: string): ClientUnderTest {
    const made = clientUnderTest(endpoint);
    disposals.push(() => made.client.dispose());
    return made;
  }

  it('is refused when the certificate is not trusted, before the token is sent', async () => {
    let requests = 0;
    const port = await portOf(createServer(selfSignedCertificate(), () => requests++));
    const { client } = clientOf(`https://127.0.0.1:${port}`);
    await assert.rejects(
      client.count(noFilter, never),
      (error) => isServiceError(error, 'certificate') && error.reason === 'DEPTH_ZERO_SELF_SIGNED_CERT',
    );
    assert.equal(requests, 0);
  });

  it('fails at once, without retries, when nobody listens', async () => {
    const server = createPlainServer();
    const port = await portOf(server);
    await once(server.close(), 'close');
    const { client, clock } = clientOf(`http://127.0.0.1:${port}`);
    await assert.rejects(
      client.count(noFilter, never),
      (error) => isServiceError(error, 'network') && error.reason === 'ECONNREFUSED',
    );
    assert.deepEqual(clock.slept, []);
  });
});
