import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { codegen } from '@graphql-codegen/core';
import * as documentNodes from '@graphql-codegen/typed-document-node';
import * as operations from '@graphql-codegen/typescript-operations';
import { parse, type DocumentNode } from 'graphql';
import { generatedFile, type GeneratedFile } from './generated-file.ts';

const CLIENTS = new URL('../../clients/', import.meta.url);

/** Typed documents of every clients/<name>/operations.graphql, against the public API. */
export async function operationFiles(apiSdl: string): Promise<GeneratedFile[]> {
  const schema = parse(apiSdl);
  const folders = await readdir(CLIENTS);
  const names = folders.filter((name) => existsSync(operationsOf(name))).sort();
  return Promise.all(names.map((name) => typedOperations(name, schema)));
}

function operationsOf(name: string): URL {
  return new URL(`${name}/operations.graphql`, CLIENTS);
}

async function typedOperations(name: string, schema: DocumentNode): Promise<GeneratedFile> {
  const path = `clients/${name}/generated/operations.ts`;
  const document = parse(await readFile(operationsOf(name), 'utf8'));
  const body = await codegen({
    filename: path,
    schema,
    documents: [{ location: `clients/${name}/operations.graphql`, document }],
    config: {
      useTypeImports: true,
      strictScalars: true,
      scalars: { DateTime: 'string', Date: 'string', ID: 'string' },
    },
    plugins: [{ operations: {} }, { documentNodes: {} }],
    pluginMap: { operations, documentNodes },
  });
  return generatedFile(path, 'schema:generate', body);
}
