// The dashboard's type, from Grafana's published schema. DashboardSchemaTest appends the JSON, for the TypeScript compiler to check.
import type { Dashboard, FieldConfig, FieldConfigSource, Panel, RowPanel } from '@grafana/schema';
import type { Options as StatOptions } from '@grafana/schema/dist/esm/raw/composable/stat/panelcfg/x/StatPanelCfg_types.gen';
import type * as StateTimeline from '@grafana/schema/dist/esm/raw/composable/statetimeline/panelcfg/x/StateTimelinePanelCfg_types.gen';
import type * as TimeSeries from '@grafana/schema/dist/esm/raw/composable/timeseries/panelcfg/x/TimeSeriesPanelCfg_types.gen';

/** Each panel type that the dashboard uses, with its options and the part of its field configuration that is its own. */
interface PanelTypes {
  stat: { options: StatOptions; custom: never };
  'state-timeline': { options: StateTimeline.Options; custom: StateTimeline.FieldConfig };
  timeseries: { options: TimeSeries.Options; custom: TimeSeries.FieldConfig };
}

type TypedPanel = {
  [T in keyof PanelTypes]: Omit<Panel, 'type' | 'options' | 'fieldConfig'> & {
    type: T;
    options: PanelTypes[T]['options'];
    fieldConfig: Omit<FieldConfigSource, 'defaults'> & {
      defaults: Omit<FieldConfig, 'custom'> & { custom?: PanelTypes[T]['custom'] };
    };
  };
}[keyof PanelTypes];

type TypedDashboard = Omit<Dashboard, 'panels'> & { panels: (TypedPanel | RowPanel)[] };

/** Enumerations as the strings that they are in JSON. */
type Json<T> = T extends string ? `${T}` : T extends object ? { [K in keyof T]: Json<T[K]> } : T;

