import { useState } from 'preact/hooks';
import { PortalError } from '../../client/portal-error.ts';
import { pathOf } from '../draft/steps.ts';
import { faultText } from '../fault-text.ts';
import { usePortal } from '../portal-context.ts';

const TYPES = '.jpg,.jpeg,.png,.pdf,.docx,.xlsx';

/** Told for the file, not for the letter. */
function uploadFault(error: unknown): string {
  const isRefused = error instanceof PortalError && error.kind === 'refused';
  const why = isRefused ? '文件类型、内容或大小不符合要求。' : faultText(error);
  return `附件没有上传成功。${why}`;
}

/** Files go to the mailbox as they are chosen, so that nothing is left on the device. */
export function Attachments() {
  const { client, session, signIn, draft, change } = usePortal();
  const [fault, setFault] = useState('');
  const [isSending, setSending] = useState(false);
  const add = async (files: readonly File[]): Promise<void> => {
    const { recipient, idempotencyKey } = draft;
    if (!recipient) return;
    for (const file of files) {
      const { name: fileName, type: contentType, size: bytes } = file;
      const id = await client.attach(recipient, { fileName, contentType, bytes }, file);
      change((now) => {
        // Meanwhile another letter may have been begun, or another mailbox chosen, which has no such file.
        const isSame =
          now.idempotencyKey === idempotencyKey && now.recipient?.name === recipient.name;
        return isSame ? { attachments: [...now.attachments, { id, fileName }] } : {};
      });
    }
  };
  const onChoose = (input: HTMLInputElement): void => {
    setFault('');
    setSending(true);
    add([...(input.files ?? [])])
      .catch((error: unknown) => setFault(uploadFault(error)))
      .finally(() => {
        input.value = '';
        setSending(false);
      });
  };
  return (
    <fieldset class="field">
      <legend>
        附件<span class="optional">（选填）</span>
      </legend>
      <p class="hint">照片、PDF、Word 或 Excel 文件，每个不超过 20 MB。</p>
      {draft.attachments.length > 0 && (
        <ul class="files">
          {draft.attachments.map(({ id, fileName }) => (
            <li key={id}>
              {fileName}
              <button
                type="button"
                class="button-plain"
                onClick={() =>
                  change(({ attachments }) => ({
                    attachments: attachments.filter((each) => each.id !== id),
                  }))
                }
              >
                移除<span class="hidden">{fileName}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      <p role="status" class="hidden">
        {isSending && '正在上传…'}
      </p>
      {fault !== '' && (
        <p class="fault" role="alert">
          {fault}
        </p>
      )}
      {session ? (
        <label class="button-plain pick">
          <span aria-hidden="true">{isSending ? '正在上传…' : '选择文件'}</span>
          <input
            type="file"
            id="files"
            aria-label="添加附件"
            accept={TYPES}
            multiple
            disabled={isSending}
            onChange={({ currentTarget }) => onChoose(currentTarget)}
          />
        </label>
      ) : (
        <button
          type="button"
          class="button-plain"
          id="files"
          onClick={() => void signIn(pathOf('content'))}
        >
          登录后添加附件
        </button>
      )}
    </fieldset>
  );
}
