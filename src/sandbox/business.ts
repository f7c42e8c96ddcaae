/** Whose customers write here. */
export interface Business {
  readonly name: string;
  /** First things to try, in the order of a good story. */
  readonly customerSuggestions: readonly string[];
  readonly agentSuggestions: readonly string[];
}

/** The shop whose articles are in `shop/`. */
export const SAMPLE_BUSINESS: Business = {
  name: 'Tarn & Timber',
  customerSuggestions: [
    'How long does shipping take?',
    'Where is my order 1043?',
    'I want to talk to a person',
    'I want to change its delivery address',
    'The mugs of order 1029 are broken',
    'Are you still there?',
    'Thank you so much!',
  ],
  agentSuggestions: [
    'I am sorry about that! A new one is on its way.',
    '// she sounds upset, let us add a voucher',
    'Is there anything else I can do?',
  ],
};

/** With articles of one's own, nobody knows what is worth asking. */
export const OWN_BUSINESS: Business = {
  name: 'Your company',
  customerSuggestions: ['I want to talk to a person', 'Are you still there?', 'Thank you so much!'],
  agentSuggestions: ['Hello, how can I help?', '// let me ask a colleague'],
};
