import { fileTypeFromBuffer } from 'file-type';

/** As file-type calls what people declare otherwise. */
const ALSO_CALLED: Readonly<Record<string, readonly string[]>> = {
  'application/msword': ['application/x-cfb'],
  'application/vnd.ms-excel': ['application/x-cfb'],
  'audio/mp4': ['audio/x-m4a', 'video/mp4'],
};

const TEXT_ENCODINGS = ['utf-8', 'gb18030'] as const;

/**
 * Whether a file is of the type that was declared, by its bytes and never by its name.
 * @param begin its first megabyte, or all of it
 */
export async function agreesWith(declared: string, begin: Uint8Array): Promise<boolean> {
  const told = await fileTypeFromBuffer(begin);
  if (declared === 'text/plain') return told === undefined && isText(begin);
  if (told === undefined) return false;
  return told.mime === declared || (ALSO_CALLED[declared] ?? []).includes(told.mime);
}

/** What people write; a text may go on behind its begin, in the middle of a character. */
function isText(begin: Uint8Array): boolean {
  return !begin.includes(0) && TEXT_ENCODINGS.some((encoding) => decodes(begin, encoding));
}

function decodes(begin: Uint8Array, encoding: (typeof TEXT_ENCODINGS)[number]): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(begin, { stream: true });
    return true;
  } catch {
    return false;
  }
}
