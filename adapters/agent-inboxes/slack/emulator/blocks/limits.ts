/**
 * Block Kit's limits, as Slack's reference and the doc comments of @slack/types 3.2.0 print them, corrected where others
 * probed `blocks.validate` and found it different. Two are known from users' reports only and marked so. Lengths count
 * Unicode code points.
 */
export const LIMITS = {
  message: {
    blocks: 50,
    attachments: 100,
    /** A longer `text` is cut, with a warning. */
    textCutAt: 40_000,
    /** Lower than for posting. */
    updateText: 4_000,
    markdownText: 12_000,
    /** Reported: all text of all blocks together. */
    blockText: 13_200,
    metadataBytes: 16_000,
    tables: 1,
    /** Reported. */
    dataVisualizations: 2,
  },
  view: {
    blocks: 100,
    title: 24,
    submit: 24,
    close: 24,
    privateMetadata: 3_000,
    callbackId: 255,
    externalId: 255,
    stack: 3,
    bytes: 250_000,
  },
  id: 255,
  text: 3_000,
  header: 150,
  section: { text: 3_000, fields: 10, field: 2_000 },
  context: { elements: 10 },
  actions: { elements: 25 },
  contextActions: { elements: 5 },
  button: { text: 75, value: 2_000, url: 3_000, accessibilityLabel: 75 },
  overflow: { options: 5 },
  option: { text: 75, value: 150, description: 75, url: 3_000 },
  select: { options: 100, groups: 100, groupLabel: 75, placeholder: 150 },
  choices: { options: 10 },
  confirm: { title: 100, text: 300, confirm: 30, deny: 30 },
  image: { url: 3_000, altText: 2_000, title: 2_000 },
  input: { label: 2_000, hint: 2_000 },
  textInput: { length: 3_000, placeholder: 150 },
  richTextInput: { lines: 100 },
  fileInput: { files: 10 },
  markdown: 12_000,
  table: { rows: 100, columns: 20, settings: 20 },
  dataTable: { rows: 201, columns: 20, pageSize: 100, text: 20_000 },
  card: { title: 150, subtitle: 150, body: 200, subtext: 200, actions: 3 },
  carousel: { elements: 10 },
  container: { title: 150, subtitle: 150, blocks: 10 },
  alert: 200,
  feedback: { text: 75, value: 2_000, accessibilityLabel: 75 },
  iconButton: { visibleTo: 10 },
  video: { altText: 2_000, title: 200, author: 50, description: 200, provider: 50, url: 3_000, link: 2_000 },
  plan: { tasks: 50 },
  chart: { title: 50, parts: 12, points: 20, label: 20, axisLabel: 50 },
  optionsAnswer: 100,
  validateChars: 100_000,
} as const;
