import type { Json } from '../wire';
import { LIMITS } from './limits';
import { decimal, list, object, type Shape, string } from './rules';

const LABEL = string(LIMITS.chart.label);
const point = object({ 'label!': LABEL, 'value!': decimal });

/** Every series has one point for each category, no more and no fewer. */
const coversCategories: NonNullable<Shape['check']> = (chart) => {
  const categories = (chart.axis_config as Json).categories as unknown[];
  const series = chart.series as { data: { label: unknown }[] }[];
  return series.flatMap(({ data }, index) => {
    const labels = data.map(({ label }) => label);
    const fits = labels.length === categories.length && categories.every((category) => labels.includes(category));
    return fits ? [] : [{ message: 'must have one point for each category', at: `series/${index}/data` }];
  });
};

const AXES: Shape = {
  fields: {
    'series!': list(object({ 'name!': LABEL, 'data!': list(point, LIMITS.chart.points, 1) }), LIMITS.chart.parts, 1),
    'axis_config!': object({
      'categories!': list(LABEL, LIMITS.chart.points, 1),
      x_label: string(LIMITS.chart.axisLabel),
      y_label: string(LIMITS.chart.axisLabel),
    }),
  },
  check: coversCategories,
};

export const CHARTS: Readonly<Record<string, Shape>> = {
  pie: {
    fields: { 'segments!': list(point, LIMITS.chart.parts, 1) },
    check: ({ segments }) =>
      (segments as { value: number }[]).every(({ value }) => value > 0)
        ? []
        : [{ message: 'must be greater than 0', at: 'segments' }],
  },
  bar: AXES,
  line: AXES,
  area: AXES,
};
