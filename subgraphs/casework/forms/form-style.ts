/** A4; table heads are repeated on each page, rows break where they are longer than one. */
export const FORM_STYLE = `
@page { size: A4; margin: 20mm 18mm 18mm; @bottom-center { content: "第 " counter(page) " 页　共 " counter(pages) " 页" } }
@page { @top-left { font-size: 9pt; color: #555 } @top-right { font-size: 9pt; color: #555 } @bottom-center { font-size: 9pt; color: #555 } }
* { box-sizing: border-box }
body { margin: 0; color: #111; background: #e9e9e6; font: 10.5pt/1.65 "Noto Sans SC", "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif; line-break: strict; overflow-wrap: anywhere }
main { width: 210mm; max-width: 100%; margin: 8mm auto; padding: 18mm; background: #fff; box-shadow: 0 1px 6px #0003 }
header { text-align: center; margin-bottom: 4mm }
.issuer { margin: 0; font-size: 12pt; letter-spacing: .2em; color: #b3121d }
h1 { margin: 2mm 0 3mm; padding-bottom: 3mm; font-size: 20pt; font-weight: 700; letter-spacing: .12em; border-bottom: .8mm double #b3121d }
.number { display: flex; justify-content: space-between; margin: 0; font-size: 9.5pt; color: #444 }
section { margin-top: 3.5mm }
h2 { margin: 0; padding: 1mm 2mm; font-size: 10.5pt; font-weight: 700; background: #f1efea; border: .25mm solid #777; border-bottom: 0; break-after: avoid }
table { width: 100%; border-collapse: collapse; table-layout: fixed }
thead { display: table-header-group }
th, td { padding: 1.3mm 2mm; font-size: 10pt; border: .25mm solid #777; text-align: start; vertical-align: top; white-space: pre-line }
th { font-weight: 500; color: #333; background: #faf9f6 }
thead th { text-align: center; break-after: avoid }
tr { break-inside: auto }
table.fields tr { break-inside: auto }
col.label { width: 25mm }
.none { text-align: center; color: #777 }
.signatures { break-inside: avoid }
.signatures td { height: 26mm; position: relative }
.signatures p { margin: 0 }
.signatures .date { position: absolute; right: 3mm; bottom: 2mm }
@media print { body { background: none } main { width: auto; margin: 0; padding: 0; box-shadow: none } h2, th { print-color-adjust: exact } }
`;
