import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { wellKnownSecrets } from '../../../src/emulator/wellKnownSecrets';
import { referenceAt, referencesIn, type SecretReference } from '../../../src/inventory/references';
import { SecretIndex } from '../../../src/inventory/secretIndex';
import { referenceLanguage } from '../../../src/inventory/secretNames';
import { secret } from '../../support/builders';
import { assertSpansIn, fixture, fixtureNames } from './markedText';

const index = SecretIndex.from(wellKnownSecrets.map(({ id, name }) => secret({ id, name })));

function said(references: readonly SecretReference[]): readonly string[] {
  return references.map(({ by, secret: { name } }) => `${by} ${name}`);
}

function inFixture(name: (typeof fixtureNames)[number]): readonly SecretReference[] {
  return referencesIn(fixture(name), referenceLanguage('plaintext', name), index);
}

describe('references to secrets', () => {
  it('are IDs and names of known secrets, in document order', () => {
    assert.deepEqual(said(inFixture('payments.tf')), [
      'id identity-prod-ldap-bind-legacy',
      'id identity-prod-jwt-signing-key',
      'name payments-prod-card-gateway-api-key',
      'name web-staging-cdn-token',
      'name iot-prod-mqtt-client-key',
      'name payments-prod-db-password',
      'name data-prod-warehouse-password',
    ]);
    assert.deepEqual(said(inFixture('payments-spc.json')), [
      'name payments-prod-db-password',
      'name web-staging-cdn-token',
      'name iot-prod-mqtt-client-key',
      'name ops-shared-smtp-password',
    ]);
  });

  it('are IDs alone where the language tells no names', () => {
    assert.deepEqual(said(inFixture('deploy.log.txt')), [
      'id payments-prod-db-password',
      'id payments-prod-db-password',
      'id web-staging-cdn-token',
      'id identity-prod-ldap-bind-legacy',
      'id ops-shared-smtp-password',
      'id data-dev-kafka-sasl-password',
    ]);
    assert.deepEqual(said(inFixture('oncall.ipynb')), [
      'id payments-prod-db-password',
      'id iot-prod-mqtt-client-key',
      'id data-prod-warehouse-password',
      'id iot-prod-mqtt-client-key',
    ]);
  });

  it('are none where nothing is known', () => {
    for (const name of fixtureNames) {
      assert.deepEqual(referencesIn(fixture(name), referenceLanguage('plaintext', name), SecretIndex.empty), []);
    }
    assert.deepEqual(referencesIn('00000000-1111-4222-8333-444444444444', undefined, index), []);
    assert.equal(referenceAt('00000000-1111-4222-8333-444444444444', 4, undefined, index), undefined);
  });

  it('prefer the ID where a name holds one', () => {
    const [id, other] = ['6f1c9a52-7d3e-4b8a-9c41-e05d2b7f8a16', 'b27e04d9-1f6a-4c35-8e90-3a7d5c62f1e8'];
    const owner = secret({ id });
    const named = secret({ name: `of.${id}` });
    const unknown = secret({ name: other });
    const text = `data "huaweicloud_csms_secrets" "a" {\n  name = "of.${id}"\n  name = "${other}"\n}`;
    const references = referencesIn(text, 'terraform', SecretIndex.from([owner, named, unknown]));
    assert.deepEqual(
      references.map(({ by, secret: found }) => [by, found]),
      [
        ['id', owner],
        ['name', unknown],
      ],
    );
  });

  it('are to all secrets of a name', () => {
    const both = [secret({ name: 'db' }), secret({ name: 'db' })];
    const text = 'data "huaweicloud_csms_secrets" "a" {\n  name = "db"\n}';
    assert.deepEqual(
      referencesIn(text, 'terraform', SecretIndex.from(both)).map(({ secret: found }) => found),
      both,
    );
  });

  it('are the same at every offset as in the whole text', () => {
    for (const name of fixtureNames) {
      const text = fixture(name);
      const language = referenceLanguage('plaintext', name);
      const references = referencesIn(text, language, index);
      assertSpansIn(
        text,
        references.map(({ span }) => span),
      );
      fc.assert(
        fc.property(fc.nat(text.length), (offset) => {
          const expected = references.find(({ span: { start, end } }) => start <= offset && offset <= end);
          assert.deepEqual(referenceAt(text, offset, language, index), expected);
        }),
      );
      for (const reference of references) {
        assert.deepEqual(referenceAt(text, reference.span.start, language, index), reference);
        assert.deepEqual(referenceAt(text, reference.span.end, language, index), reference);
      }
    }
  });
});
