/** A regular expression written over several lines: line ends and the blanks after them are left out. */
export const verbose = (source: string, flags = 'u'): RegExp => new RegExp(source.replace(/\n\s*/g, ''), flags);
