// Made by `cargo xtask reference` from the OpenAPI document. Not to be edited.

export interface ActivityRecord {
  id: string;
  /** External ID */
  external_id?: string | null | undefined;
  /** Kind */
  kind?: "task" | "call" | "meeting" | "note" | string | null | undefined;
  /** Subject */
  subject?: string | null | undefined;
  /** Due */
  due?: string | null | undefined;
  /** Done */
  done?: boolean | string | null | undefined;
  /** Company */
  company?: {
    id: string;
    name?: string | undefined;
  } | string | null | undefined;
  /** Contact */
  contact?: {
    id: string;
    name?: string | undefined;
  } | string | null | undefined;
  /** Lead */
  lead?: {
    id: string;
    name?: string | undefined;
  } | string | null | undefined;
  /** Deal */
  deal?: {
    id: string;
    name?: string | undefined;
  } | string | null | undefined;
  /** Responsible */
  responsible?: {
    id: string;
  }[] | string | null | undefined;
  /** Note */
  note?: string | null | undefined;
  created_at?: string | null | undefined;
  updated_at?: string | null | undefined;
  tags: string[];
  version: number;
  created_import?: number | null | undefined;
  updated_import?: number | null | undefined;
}

export interface ActivityWrite {
  /** External ID */
  external_id?: string | null | undefined;
  /** Kind */
  kind?: string | null | undefined;
  /** Subject */
  subject?: string | null | undefined;
  /** Due */
  due?: string | null | undefined;
  /** Done */
  done?: boolean | string | null | undefined;
  /** Company */
  company?: {
    id: string;
    name?: string | undefined;
  } | string | null | undefined;
  /** Contact */
  contact?: {
    id: string;
    name?: string | undefined;
  } | string | null | undefined;
  /** Lead */
  lead?: {
    id: string;
    name?: string | undefined;
  } | string | null | undefined;
  /** Deal */
  deal?: {
    id: string;
    name?: string | undefined;
  } | string | null | undefined;
  /** Responsible */
  responsible?: ({
    id: string;
  } | string)[] | string | null | undefined;
  /** Note */
  note?: string | null | undefined;
  /** Tags */
  tags?: string[] | string | null | undefined;
}

export interface AssetRecord {
  id: string;
  /** External ID */
  external_id?: string | null | undefined;
  /** Name */
  name?: string | null | undefined;
  /** Location */
  location?: {
    id: string;
    name?: string | undefined;
  } | string | null | undefined;
  /** Inventory no. */
  inventory_number?: string | null | undefined;
  /** Serial no. */
  serial_number?: string | null | undefined;
  /** Model */
  model?: string | null | undefined;
  /** Production date */
  production_date?: string | null | undefined;
  /** Installation date */
  installation_date?: string | null | undefined;
  /** Warranty end */
  warranty_end_date?: string | null | undefined;
  /** Internal address */
  internal_address?: string | null | undefined;
  /** Contract */
  contract?: string | null | undefined;
  /** Type */
  type?: string | null | undefined;
  /** State */
  state?: string | null | undefined;
  /** Description */
  description?: string | null | undefined;
  /** Responsible */
  responsible?: {
    id: string;
  }[] | string | null | undefined;
  /** Status */
  is_active?: boolean | string | null | undefined;
  created_at?: string | null | undefined;
  updated_at?: string | null | undefined;
  tags: string[];
  version: number;
  created_import?: number | null | undefined;
  updated_import?: number | null | undefined;
}

export interface AssetWrite {
  /** External ID */
  external_id?: string | null | undefined;
  /** Name */
  name?: string | null | undefined;
  /** Location */
  location?: {
    id: string;
    name?: string | undefined;
  } | string | null | undefined;
  /** Inventory no. */
  inventory_number?: string | null | undefined;
  /** Serial no. */
  serial_number?: string | null | undefined;
  /** Model */
  model?: string | null | undefined;
  /** Production date */
  production_date?: string | null | undefined;
  /** Installation date */
  installation_date?: string | null | undefined;
  /** Warranty end */
  warranty_end_date?: string | null | undefined;
  /** Internal address */
  internal_address?: string | null | undefined;
  /** Contract */
  contract?: string | null | undefined;
  /** Type */
  type?: string | null | undefined;
  /** State */
  state?: string | null | undefined;
  /** Description */
  description?: string | null | undefined;
  /** Responsible */
  responsible?: ({
    id: string;
  } | string)[] | string | null | undefined;
  /** Status */
  is_active?: boolean | string | null | undefined;
  /** Tags */
  tags?: string[] | string | null | undefined;
}

export interface AuditEntry {
  id: string;
  at: string;
  by: string;
  verb: string;
  subject: string;
  number: number | null;
}

export interface BotRecord {
  id: string;
  /** External ID */
  external_id?: string | null | undefined;
  /** Name */
  name?: string | null | undefined;
  /** Messenger */
  messenger?: string | null | undefined;
  /** Status */
  is_active?: boolean | string | null | undefined;
  created_at?: string | null | undefined;
  updated_at?: string | null | undefined;
  tags: string[];
  version: number;
  created_import?: number | null | undefined;
  updated_import?: number | null | undefined;
}

export interface BotWrite {
  /** External ID */
  external_id?: string | null | undefined;
  /** Name */
  name?: string | null | undefined;
  /** Messenger */
  messenger?: string | null | undefined;
  /** Status */
  is_active?: boolean | string | null | undefined;
  /** Tags */
  tags?: string[] | string | null | undefined;
}

export type BulkAction = Import & {
  actions?: BulkStep[] | undefined;
  records?: number | undefined;
  by_person?: {
    login: string;
    change: number;
  }[] | undefined;
};

export type BulkItem = Issue & {
  id: string | null;
  outcome: "rejected";
};

export interface BulkPreview {
  run: number | null;
  records: number;
  counts: Counts;
  by_person: {
    login: string;
    change: number;
  }[];
  issues: Issue[];
}

export type BulkStep = {
  action: "activate";
} | {
  action: "deactivate";
} | {
  action: "set-responsible";
  logins: string[];
} | {
  action: "add-responsible";
  logins: string[];
} | {
  action: "remove-responsible";
  logins: string[];
} | {
  action: "add-tag";
  tag: string;
} | {
  action: "remove-tag";
  tag: string;
} | {
  action: "set";
  field: string;
  text: string;
} | {
  action: "delete";
};

export interface Chosen {
  /** Conditions such as `city=Brno`, `amount>=1000`, `name~novak`; all must hold. */
  filter?: string[] | undefined;
  search?: string | undefined;
  /** All of them. */
  tags?: string[] | undefined;
  tags_any?: string[] | undefined;
  tags_none?: string[] | undefined;
  ids?: (string | number)[] | null | undefined;
  except?: (string | number)[] | undefined;
  /** Every record of the type. */
  all?: boolean | undefined;
  language?: "en" | "cs" | "pt-BR" | "ru" | null | undefined;
}

export interface ClientRecord {
  id: string;
  /** External ID */
  external_id?: string | null | undefined;
  /** Social ID */
  social_id?: string | null | undefined;
  /** Messenger */
  messenger?: string | null | undefined;
  /** Name */
  name?: string | null | undefined;
  /** Phone */
  phone?: string | null | undefined;
  /** E-mail */
  email?: string | null | undefined;
  /** Gender */
  gender?: "female" | "male" | "other" | string | null | undefined;
  /** Time zone */
  timezone?: string | null | undefined;
  /** Bot */
  bot?: {
    id: string;
    name?: string | undefined;
  } | string | null | undefined;
  /** Tunnel */
  tunnel?: {
    id: string;
    name?: string | undefined;
  } | string | null | undefined;
  /** LGT */
  lgt?: {
    id: string;
    name?: string | undefined;
  } | string | null | undefined;
  /** Can be messaged */
  can_message?: boolean | string | null | undefined;
  /** Comment */
  comment?: string | null | undefined;
  created_at?: string | null | undefined;
  updated_at?: string | null | undefined;
  tags: string[];
  version: number;
  created_import?: number | null | undefined;
  updated_import?: number | null | undefined;
}

export interface ClientWrite {
  /** External ID */
  external_id?: string | null | undefined;
  /** Social ID */
  social_id?: string | null | undefined;
  /** Messenger */
  messenger?: string | null | undefined;
  /** Name */
  name?: string | null | undefined;
  /** Phone */
  phone?: string | null | undefined;
  /** E-mail */
  email?: string | null | undefined;
  /** Gender */
  gender?: string | null | undefined;
  /** Time zone */
  timezone?: string | null | undefined;
  /** Bot */
  bot?: {
    id: string;
    name?: string | undefined;
  } | string | null | undefined;
  /** Tunnel */
  tunnel?: {
    id: string;
    name?: string | undefined;
  } | string | null | undefined;
  /** LGT */
  lgt?: {
    id: string;
    name?: string | undefined;
  } | string | null | undefined;
  /** Comment */
  comment?: string | null | undefined;
  /** Tags */
  tags?: string[] | string | null | undefined;
}

export interface Column {
  part: number;
  type: string | null;
  sheet: string | null;
  column: string;
  number: number;
  field: string | null;
  label: string | null;
  confidence: string;
  score: number;
  taken: boolean;
}

export interface CompanyRecord {
  id: string;
  /** External ID */
  external_id?: string | null | undefined;
  /** Name */
  name?: string | null | undefined;
  /** Legal name */
  legal_name?: string | null | undefined;
  /** Registration no. */
  registration_number?: string | null | undefined;
  /** Tax no. */
  tax_number?: string | null | undefined;
  /** VAT payer */
  vat_payer?: boolean | string | null | undefined;
  /** Legal entity */
  is_legal_entity?: boolean | string | null | undefined;
  /** Rating */
  rating?: "a" | "b" | "c" | string | null | undefined;
  /** State */
  state?: "potential" | "current" | "deferred" | "unattractive" | string | null | undefined;
  /** Relation */
  relation?: "customer" | "partner" | "supplier" | "competitor" | string | null | undefined;
  /** Industry */
  industry?: string | null | undefined;
  /** Employees */
  employees?: number | string | null | undefined;
  /** Revenue */
  revenue?: string | null | undefined;
  /** Bank account */
  bank_account?: string | null | undefined;
  /** Payment term */
  payment_term?: string | null | undefined;
  /** Contract */
  contract?: string | null | undefined;
  /** Parent company */
  parent?: {
    id: string;
    name?: string | undefined;
  } | string | null | undefined;
  /** Main address */
  main_address?: string | null | undefined;
  /** E-mail */
  email?: string | null | undefined;
  /** E-mail 2 */
  email2?: string | null | undefined;
  /** Phone */
  phone?: string | null | undefined;
  /** Phone type */
  phone_type?: string | null | undefined;
  /** Phone 2 */
  phone2?: string | null | undefined;
  /** Phone 2 type */
  phone2_type?: string | null | undefined;
  /** Website */
  website?: string | null | undefined;
  /** Fax */
  fax?: string | null | undefined;
  /** Other contact */
  other_contact?: string | null | undefined;
  /** Do not send marketing */
  no_marketing?: boolean | string | null | undefined;
  /** Facebook */
  facebook?: string | null | undefined;
  /** LinkedIn */
  linkedin?: string | null | undefined;
  /** Twitter */
  twitter?: string | null | undefined;
  /** Instagram */
  instagram?: string | null | undefined;
  /** YouTube */
  youtube?: string | null | undefined;
  /** Skype */
  skype?: string | null | undefined;
  /** Street */
  street?: string | null | undefined;
  /** Number */
  street_number?: string | null | undefined;
  /** District */
  district?: string | null | undefined;
  /** City */
  city?: string | null | undefined;
  /** Region */
  region?: string | null | undefined;
  /** ZIP */
  zip?: string | null | undefined;
  /** Country */
  country?: string | null | undefined;
  /** Latitude */
  latitude?: string | null | undefined;
  /** Longitude */
  longitude?: string | null | undefined;
  /** Category */
  category?: string | null | undefined;
  /** Source */
  source?: string | null | undefined;
  /** Note */
  note?: string | null | undefined;
  /** Description */
  description?: string | null | undefined;
  /** Responsible */
  responsible?: {
    id: string;
  }[] | string | null | undefined;
  /** Status */
  is_active?: boolean | string | null | undefined;
  created_at?: string | null | undefined;
  updated_at?: string | null | undefined;
  tags: string[];
  version: number;
  created_import?: number | null | undefined;
  updated_import?: number | null | undefined;
}

export interface CompanyWrite {
  /** External ID */
  external_id?: string | null | undefined;
  /** Name */
  name?: string | null | undefined;
  /** Legal name */
  legal_name?: string | null | undefined;
  /** Registration no. */
  registration_number?: string | null | undefined;
  /** Tax no. */
  tax_number?: string | null | undefined;
  /** VAT payer */
  vat_payer?: boolean | string | null | undefined;
  /** Legal entity */
  is_legal_entity?: boolean | string | null | undefined;
  /** Rating */
  rating?: string | null | undefined;
  /** State */
  state?: string | null | undefined;
  /** Relation */
  relation?: string | null | undefined;
  /** Industry */
  industry?: string | null | undefined;
  /** Employees */
  employees?: number | string | null | undefined;
  /** Revenue */
  revenue?: number | string | null | undefined;
  /** Bank account */
  bank_account?: string | null | undefined;
  /** Payment term */
  payment_term?: string | null | undefined;
  /** Contract */
  contract?: string | null | undefined;
  /** Parent company */
  parent?: {
    id: string;
    name?: string | undefined;
  } | string | null | undefined;
  /** Main address */
  main_address?: string | null | undefined;
  /** E-mail */
  email?: string | null | undefined;
  /** E-mail 2 */
  email2?: string | null | undefined;
  /** Phone */
  phone?: string | null | undefined;
  /** Phone type */
  phone_type?: string | null | undefined;
  /** Phone 2 */
  phone2?: string | null | undefined;
  /** Phone 2 type */
  phone2_type?: string | null | undefined;
  /** Website */
  website?: string | null | undefined;
  /** Fax */
  fax?: string | null | undefined;
  /** Other contact */
  other_contact?: string | null | undefined;
  /** Do not send marketing */
  no_marketing?: boolean | string | null | undefined;
  /** Facebook */
  facebook?: string | null | undefined;
  /** LinkedIn */
  linkedin?: string | null | undefined;
  /** Twitter */
  twitter?: string | null | undefined;
  /** Instagram */
  instagram?: string | null | undefined;
  /** YouTube */
  youtube?: string | null | undefined;
  /** Skype */
  skype?: string | null | undefined;
  /** Street */
  street?: string | null | undefined;
  /** Number */
  street_number?: string | null | undefined;
  /** District */
  district?: string | null | undefined;
  /** City */
  city?: string | null | undefined;
  /** Region */
  region?: string | null | undefined;
  /** ZIP */
  zip?: string | null | undefined;
  /** Country */
  country?: string | null | undefined;
  /** Latitude */
  latitude?: number | string | null | undefined;
  /** Longitude */
  longitude?: number | string | null | undefined;
  /** Category */
  category?: string | null | undefined;
  /** Source */
  source?: string | null | undefined;
  /** Note */
  note?: string | null | undefined;
  /** Description */
  description?: string | null | undefined;
  /** Responsible */
  responsible?: ({
    id: string;
  } | string)[] | string | null | undefined;
  /** Status */
  is_active?: boolean | string | null | undefined;
  /** Tags */
  tags?: string[] | string | null | undefined;
}

export interface ContactRecord {
  id: string;
  /** External ID */
  external_id?: string | null | undefined;
  /** First name */
  first_name?: string | null | undefined;
  /** Last name */
  last_name?: string | null | undefined;
  /** Full name */
  name?: string | null | undefined;
  /** Title before name */
  title_before?: string | null | undefined;
  /** Title after name */
  title_after?: string | null | undefined;
  /** Salutation */
  salutation?: string | null | undefined;
  /** Company */
  company?: {
    id: string;
    name?: string | undefined;
  } | string | null | undefined;
  /** Position */
  position?: string | null | undefined;
  /** Lifecycle stage */
  lifecycle?: "customer" | "prospect" | "suspect" | "lead" | "related-contact" | "discarded" | string | null | undefined;
  /** Legal entity */
  is_legal_entity?: boolean | string | null | undefined;
  /** Tax ID */
  tax_id?: string | null | undefined;
  /** Birthday */
  birthday?: string | null | undefined;
  /** Gender */
  gender?: "female" | "male" | "other" | string | null | undefined;
  /** Language */
  language?: string | null | undefined;
  /** Key person */
  key_person?: boolean | string | null | undefined;
  /** Referred by */
  referred_by?: string | null | undefined;
  /** Locations */
  locations?: {
    id: string;
  }[] | string | null | undefined;
  /** E-mail */
  email?: string | null | undefined;
  /** E-mail 2 */
  email2?: string | null | undefined;
  /** Phone */
  phone?: string | null | undefined;
  /** Phone type */
  phone_type?: string | null | undefined;
  /** Phone 2 */
  phone2?: string | null | undefined;
  /** Phone 2 type */
  phone2_type?: string | null | undefined;
  /** Website */
  website?: string | null | undefined;
  /** Fax */
  fax?: string | null | undefined;
  /** Other contact */
  other_contact?: string | null | undefined;
  /** Do not send marketing */
  no_marketing?: boolean | string | null | undefined;
  /** Facebook */
  facebook?: string | null | undefined;
  /** LinkedIn */
  linkedin?: string | null | undefined;
  /** Twitter */
  twitter?: string | null | undefined;
  /** Instagram */
  instagram?: string | null | undefined;
  /** YouTube */
  youtube?: string | null | undefined;
  /** Skype */
  skype?: string | null | undefined;
  /** Street */
  street?: string | null | undefined;
  /** Number */
  street_number?: string | null | undefined;
  /** District */
  district?: string | null | undefined;
  /** City */
  city?: string | null | undefined;
  /** Region */
  region?: string | null | undefined;
  /** ZIP */
  zip?: string | null | undefined;
  /** Country */
  country?: string | null | undefined;
  /** Latitude */
  latitude?: string | null | undefined;
  /** Longitude */
  longitude?: string | null | undefined;
  /** Category */
  category?: string | null | undefined;
  /** Source */
  source?: string | null | undefined;
  /** Note */
  note?: string | null | undefined;
  /** Description */
  description?: string | null | undefined;
  /** Responsible */
  responsible?: {
    id: string;
  }[] | string | null | undefined;
  /** Status */
  is_active?: boolean | string | null | undefined;
  created_at?: string | null | undefined;
  updated_at?: string | null | undefined;
  tags: string[];
  version: number;
  created_import?: number | null | undefined;
  updated_import?: number | null | undefined;
}

export interface ContactWrite {
  /** External ID */
  external_id?: string | null | undefined;
  /** First name */
  first_name?: string | null | undefined;
  /** Last name */
  last_name?: string | null | undefined;
  /** Full name */
  name?: string | null | undefined;
  /** Title before name */
  title_before?: string | null | undefined;
  /** Title after name */
  title_after?: string | null | undefined;
  /** Salutation */
  salutation?: string | null | undefined;
  /** Company */
  company?: {
    id: string;
    name?: string | undefined;
  } | string | null | undefined;
  /** Position */
  position?: string | null | undefined;
  /** Lifecycle stage */
  lifecycle?: string | null | undefined;
  /** Legal entity */
  is_legal_entity?: boolean | string | null | undefined;
  /** Tax ID */
  tax_id?: string | null | undefined;
  /** Birthday */
  birthday?: string | null | undefined;
  /** Gender */
  gender?: string | null | undefined;
  /** Language */
  language?: string | null | undefined;
  /** Key person */
  key_person?: boolean | string | null | undefined;
  /** Referred by */
  referred_by?: string | null | undefined;
  /** Locations */
  locations?: ({
    id: string;
  } | string)[] | string | null | undefined;
  /** E-mail */
  email?: string | null | undefined;
  /** E-mail 2 */
  email2?: string | null | undefined;
  /** Phone */
  phone?: string | null | undefined;
  /** Phone type */
  phone_type?: string | null | undefined;
  /** Phone 2 */
  phone2?: string | null | undefined;
  /** Phone 2 type */
  phone2_type?: string | null | undefined;
  /** Website */
  website?: string | null | undefined;
  /** Fax */
  fax?: string | null | undefined;
  /** Other contact */
  other_contact?: string | null | undefined;
  /** Do not send marketing */
  no_marketing?: boolean | string | null | undefined;
  /** Facebook */
  facebook?: string | null | undefined;
  /** LinkedIn */
  linkedin?: string | null | undefined;
  /** Twitter */
  twitter?: string | null | undefined;
  /** Instagram */
  instagram?: string | null | undefined;
  /** YouTube */
  youtube?: string | null | undefined;
  /** Skype */
  skype?: string | null | undefined;
  /** Street */
  street?: string | null | undefined;
  /** Number */
  street_number?: string | null | undefined;
  /** District */
  district?: string | null | undefined;
  /** City */
  city?: string | null | undefined;
  /** Region */
  region?: string | null | undefined;
  /** ZIP */
  zip?: string | null | undefined;
  /** Country */
  country?: string | null | undefined;
  /** Latitude */
  latitude?: number | string | null | undefined;
  /** Longitude */
  longitude?: number | string | null | undefined;
  /** Category */
  category?: string | null | undefined;
  /** Source */
  source?: string | null | undefined;
  /** Note */
  note?: string | null | undefined;
  /** Description */
  description?: string | null | undefined;
  /** Responsible */
  responsible?: ({
    id: string;
  } | string)[] | string | null | undefined;
  /** Status */
  is_active?: boolean | string | null | undefined;
  /** Tags */
  tags?: string[] | string | null | undefined;
}

export interface Conversion {
  kind: "text" | "long-text" | "integer" | "decimal" | "money" | "percent" | "yes-no" | "date" | "date-time" | "time" | "email" | "phone" | "web-address" | "choice" | "choices" | "link" | "links" | "country";
  dry_run?: boolean | undefined;
}

export type Converted = Field | {
  values: number;
  fit: number;
  unfit: {
    id: string;
    value: string;
  }[];
};

export interface Counts {
  rows: number;
  created: number;
  updated: number;
  unchanged: number;
  skipped: number;
  rejected: number;
  failed: number;
  errors: number;
  warnings: number;
}

export interface Credentials {
  name: string;
  password: string;
}

export interface Deactivation {
  heir?: string | null | undefined;
}

export interface DealRecord {
  id: string;
  /** External ID */
  external_id?: string | null | undefined;
  /** Name */
  name?: string | null | undefined;
  /** Company */
  company?: {
    id: string;
    name?: string | undefined;
  } | string | null | undefined;
  /** Contact */
  contact?: {
    id: string;
    name?: string | undefined;
  } | string | null | undefined;
  /** Lead */
  lead?: {
    id: string;
    name?: string | undefined;
  } | string | null | undefined;
  /** Value */
  value?: string | null | undefined;
  /** Stage */
  stage?: "new" | "qualified" | "proposal" | "negotiation" | "won" | "lost" | string | null | undefined;
  /** Close date */
  close_date?: string | null | undefined;
  /** Responsible */
  responsible?: {
    id: string;
  }[] | string | null | undefined;
  created_at?: string | null | undefined;
  updated_at?: string | null | undefined;
  tags: string[];
  version: number;
  created_import?: number | null | undefined;
  updated_import?: number | null | undefined;
}

export interface DealWrite {
  /** External ID */
  external_id?: string | null | undefined;
  /** Name */
  name?: string | null | undefined;
  /** Company */
  company?: {
    id: string;
    name?: string | undefined;
  } | string | null | undefined;
  /** Contact */
  contact?: {
    id: string;
    name?: string | undefined;
  } | string | null | undefined;
  /** Lead */
  lead?: {
    id: string;
    name?: string | undefined;
  } | string | null | undefined;
  /** Value */
  value?: number | string | null | undefined;
  /** Stage */
  stage?: string | null | undefined;
  /** Close date */
  close_date?: string | null | undefined;
  /** Responsible */
  responsible?: ({
    id: string;
  } | string)[] | string | null | undefined;
  /** Tags */
  tags?: string[] | string | null | undefined;
}

export interface Delivery {
  id: string;
  event: string;
  state: "queued" | "delivered" | "failed";
  attempts: number;
  /** What the receiver answered last. */
  status: number | null;
  /** Why there was no answer. */
  problem: "address-private" | "unreachable" | "too-slow" | null;
  created_at: string;
  /** When it is tried again. */
  next_at: string | null;
  finished_at: string | null;
}

export type Document = { [name: string]: unknown };

export interface EmbedSession {
  id: string;
  state: "waiting" | "open" | "ended";
  types: string[];
  origin: string;
  /** The address must be opened before. */
  opens_until: string;
  expires_at: string;
  /** Made within it. */
  imports: string[];
}

export interface EmbedSessionMade {
  id: string;
  state: "waiting" | "open" | "ended";
  types: string[];
  origin: string;
  /** The address must be opened before. */
  opens_until: string;
  expires_at: string;
  /** Made within it. */
  imports: string[];
  /** For the `src` of the frame. */
  url: string;
}

export interface Erasure {
  /** All of the following together. */
  places: number;
  records: number;
  /** Links of other records. */
  links: number;
  /** Entries of the history. */
  changes: number;
  /** Rows of uploaded files. */
  rows: number;
  /** Uploaded files that can no longer be downloaded. */
  files: number;
  /** Quotations, mends, notices, messages, saved views. */
  texts: number;
  exports: number;
  /** 1 when the record was erased before. */
  already: number;
  /** Other records with the same e-mail address or phone number; they stay. */
  same: {
    type: string;
    id: string;
  }[];
  /** The database was written anew, so that no byte is left behind. */
  cleaned: boolean;
}

export interface ErasureRequest {
  /** Only counts the places. */
  dry_run?: boolean | undefined;
}

export interface Export {
  id: string;
  type: string;
  name: string;
  format: string;
  state: "queued" | "running" | "completed" | "failed" | "expired";
  records: number;
  bytes: number;
  created_at: string;
  finished_at: string | null;
  expires_at: string | null;
  /** Why it failed. */
  reason: string | null;
  progress: {
    done: number;
    total: number;
  } | null;
  links: { [name: string]: string };
}

export interface ExportNow {
  records?: Chosen | undefined;
  kind?: "simple" | "edit" | "reimport" | null | undefined;
  columns?: string[] | null | undefined;
  format?: "xlsx" | "csv" | null | undefined;
  delimiter?: string | null | undefined;
  /** Texts a spreadsheet would run are written as they are. */
  unguarded?: boolean | undefined;
  language?: "en" | "cs" | "pt-BR" | "ru" | null | undefined;
  /** No mark that tells spreadsheets a CSV file is UTF-8. */
  no_bom?: boolean | undefined;
}

export interface Field {
  key: string;
  label: string;
  kind: "text" | "long-text" | "integer" | "decimal" | "money" | "percent" | "yes-no" | "date" | "date-time" | "time" | "email" | "phone" | "web-address" | "choice" | "choices" | "link" | "links" | "country";
  required: boolean;
  recommended: boolean;
  unique: boolean;
  importable: boolean;
  custom: boolean;
  archived: boolean;
  limit: number | null;
  target: string | null;
  choices: string[];
  aliases: string[];
  help: string;
  example: string;
}

export interface FieldChange {
  labels?: {
    en?: string | undefined;
    cs?: string | undefined;
    "pt-BR"?: string | undefined;
    ru?: string | undefined;
  } | null | undefined;
  help?: {
    en?: string | undefined;
    cs?: string | undefined;
    "pt-BR"?: string | undefined;
    ru?: string | undefined;
  } | null | undefined;
  aliases?: string[] | null | undefined;
  required?: boolean | null | undefined;
  unique?: boolean | null | undefined;
  default?: string | null | undefined;
  choices?: (string | {
    key: string;
    labels: {
      en?: string | undefined;
      cs?: string | undefined;
      "pt-BR"?: string | undefined;
      ru?: string | undefined;
    };
    aliases?: string[] | undefined;
  })[] | null | undefined;
  /** Further ones behind those there are. */
  add_choices?: (string | {
    key: string;
    labels: {
      en?: string | undefined;
      cs?: string | undefined;
      "pt-BR"?: string | undefined;
      ru?: string | undefined;
    };
    aliases?: string[] | undefined;
  })[] | undefined;
  /** Imports may bring new choices. */
  open?: boolean | null | undefined;
  max_chars?: number | null | undefined;
  archived?: boolean | null | undefined;
}

export interface FieldOrder {
  fields: string[];
}

export interface FileLook {
  delimited: boolean;
  encoding: string | null;
  encoding_sure: boolean;
  delimiter: string | null;
  same_as: string | null;
  sheets: {
    name: string;
    hidden: boolean;
    refused: boolean;
    columns: number;
    rows: {
      row: number;
      cells: string[];
    }[];
  }[];
}

export interface FileReading {
  sheet?: string | null | undefined;
  header_row?: number | null | undefined;
  encoding?: string | null | undefined;
  delimiter?: string | null | undefined;
  date_order?: string | null | undefined;
  decimal?: string | null | undefined;
  language?: "en" | "cs" | "pt-BR" | "ru" | null | undefined;
  skip_hidden?: boolean | undefined;
}

export interface FirstAdministrator {
  /** What stands in the set-up link the server printed. */
  token: string;
  login: string;
  email: string;
  password: string;
  /** What people sign in with. */
  login_mode?: "username" | "email" | null | undefined;
  /** Of the installation. */
  language?: "en" | "cs" | "pt-BR" | "ru" | null | undefined;
}

export interface Fix {
  number: number;
  mend: string;
  sheet: unknown;
  column: unknown;
  text: string;
  undone: boolean;
}

export interface Health {
  status: string;
}

export interface History {
  /** The run that did it; that of a single edit is below zero. */
  run: number;
  kind: string;
  what: "created" | "updated" | "deleted";
  at: string;
  by: string;
  row: number | null;
  changes: {
    field: string;
    label: string;
    before: unknown;
    after: unknown;
  }[];
}

export interface Hit {
  type: string;
  id: string;
  name: string | null;
}

export interface Import {
  id: string;
  number: number;
  type: string;
  kind: string;
  name: string;
  state: "uploaded" | "reading" | "mapping" | "checking" | "checked" | "queued" | "running" | "completed" | "stopped" | "failed" | "undone" | "partly_undone";
  outcome: "clean" | "with_rejected" | "nothing_to_do" | null;
  profile: string | null;
  file: {
    name: string;
    size: number;
    sha256: string;
    sheet: string | null;
    header_row: number | null;
    encoding: string | null;
  } | null;
  notes: {
    code: "encoding-likely" | "delimiter-likely" | "sheets-unread" | "hidden-sheets" | "blank-rows" | "hidden-rows" | "filtered-rows" | "hidden-columns" | "formula-without-value" | "text-after-quote" | "merged-cells" | "dates-fit" | "dates-mixed" | "dates-open";
    /** When several are read. */
    sheet: string | null;
    column: string | null;
    field: string | null;
    /** Of what the code names: rows, columns, cells, areas, sheets, dates. */
    count: number;
    /** The first row it is about. */
    row: number | null;
    dates: {
      /** Texts that are dates with the day first and with no other order. */
      day_first_only: number;
      month_first_only: number;
      both: number;
      read_as: "dmy" | "mdy" | "ymd";
    } | null;
    message: string;
  }[];
  tag: string | null;
  options: unknown;
  progress: {
    done: number;
    total: number | null;
    stage: string;
  };
  counts: Counts;
  /** The run this one undoes. */
  of_import: number | null;
  created_by: {
    id: string;
    login: string;
  };
  created_at: string;
  started_at: string | null;
  finished_at: string | null;
  links?: { [name: string]: string } | undefined;
  /** The work that was asked for last. */
  job?: Job | null | undefined;
}

export interface ImportBatch {
  tag: string;
  import: number | null;
  type: string;
  records: number;
}

export interface ImportDeletion {
  id: string;
  import: string;
  state: "uploaded" | "reading" | "mapping" | "checking" | "checked" | "queued" | "running" | "completed" | "stopped" | "failed" | "undone" | "partly_undone";
  run: Import;
  job: Job | null;
  progress: unknown;
  links: { [name: string]: string };
}

export type ImportMade = Import & {
  /** An import of the same bytes. */
  same_as: string | null;
};

export interface ImportOptions {
  mode?: "create" | "update" | "create-and-update" | "upsert" | undefined;
  match_by?: string[] | undefined;
  empty?: "keep" | "clear" | undefined;
  duplicates?: "skip" | "create" | "error" | undefined;
  repeated?: "error" | "first" | "last" | undefined;
  on_error?: "skip" | "abort" | undefined;
  missing_links?: "error" | "create" | "empty" | undefined;
  validation?: "standard" | "strict" | "structure" | "off" | undefined;
  tags?: string[] | undefined;
  owners?: string[] | undefined;
  responsible?: "replace" | "add" | "remove" | undefined;
  role?: string | null | undefined;
  bot?: string | null | undefined;
  tunnel?: string | null | undefined;
  lgt?: string | null | undefined;
}

export interface ImportPatch {
  file?: FileReading | undefined;
  /** The name of a saved recipe. */
  recipe?: string | undefined;
  name?: string | undefined;
  options?: ImportOptions | undefined;
}

export interface ImportSummary {
  parts: {
    type: string | null;
    sheet: string | null;
    header_row: number;
    encoding: string | null;
    delimiter: string | null;
    columns: number;
    matched: number;
    likely: {
      column: string;
      field: string;
      label: string;
    }[];
    lacking: string[];
  }[];
  rows: number;
  ready: number | null;
  warned: number | null;
  groups: {
    rows: number;
    code: string;
    severity: "error" | "warning";
    place: string | null;
    first_row: number;
    example: string | null;
    chars: string | null;
    limit: string | null;
  }[];
  people: {
    login: string;
    gained: number;
    lost: number;
  }[] | null;
}

export interface Invitation {
  login: string;
  token: string;
  /** When the server knows its own address. */
  url: string | null;
  expires_at: string | null;
}

export interface Issue {
  row: number;
  column: string | null;
  field: string | null;
  severity: "error" | "warning" | "note";
  code: string;
  value: string | null;
  message: string;
  mends: { [name: string]: unknown }[];
}

export interface IssueGroup {
  rows: number;
  code: string;
  title: string;
  severity: "error" | "warning" | "note";
  column: string | null;
  field: string | null;
  first_row: number;
  example: string | null;
  values: {
    value: string;
    rows: number;
  }[];
  distinct: number;
  help: string;
}

export interface Job {
  id: string;
  kind: string;
  state: "queued" | "running" | "done" | "failed" | "cancelled" | "parked";
  created_at: string;
  finished_at: string | null;
  /** Why it did not come to its end. */
  problem: {
    code: string;
    kind: string;
    title: string;
    detail: string;
    likely: string | null;
    errors: { [name: string]: unknown }[];
  } | null;
  /** What was taken back, when that was the work. */
  report: TakenBack | null;
}

export interface Kept {
  type: string;
  id: string;
  name: string;
  reason: string;
  detail: unknown;
}

export interface LeadRecord {
  id: string;
  /** External ID */
  external_id?: string | null | undefined;
  /** Subject */
  topic?: string | null | undefined;
  /** Priority */
  priority?: "low" | "normal" | "high" | string | null | undefined;
  /** Company name */
  company_name?: string | null | undefined;
  /** Registration no. */
  registration_number?: string | null | undefined;
  /** First name */
  first_name?: string | null | undefined;
  /** Last name */
  last_name?: string | null | undefined;
  /** Title before name */
  title_before?: string | null | undefined;
  /** Title after name */
  title_after?: string | null | undefined;
  /** Natural person */
  is_person?: boolean | string | null | undefined;
  /** Stage */
  phase?: string | null | undefined;
  /** Territory */
  territory?: string | null | undefined;
  /** E-mail */
  email?: string | null | undefined;
  /** E-mail 2 */
  email2?: string | null | undefined;
  /** Phone */
  phone?: string | null | undefined;
  /** Phone type */
  phone_type?: string | null | undefined;
  /** Phone 2 */
  phone2?: string | null | undefined;
  /** Phone 2 type */
  phone2_type?: string | null | undefined;
  /** Website */
  website?: string | null | undefined;
  /** Fax */
  fax?: string | null | undefined;
  /** Other contact */
  other_contact?: string | null | undefined;
  /** Do not send marketing */
  no_marketing?: boolean | string | null | undefined;
  /** Facebook */
  facebook?: string | null | undefined;
  /** LinkedIn */
  linkedin?: string | null | undefined;
  /** Twitter */
  twitter?: string | null | undefined;
  /** Instagram */
  instagram?: string | null | undefined;
  /** YouTube */
  youtube?: string | null | undefined;
  /** Skype */
  skype?: string | null | undefined;
  /** Street */
  street?: string | null | undefined;
  /** Number */
  street_number?: string | null | undefined;
  /** District */
  district?: string | null | undefined;
  /** City */
  city?: string | null | undefined;
  /** Region */
  region?: string | null | undefined;
  /** ZIP */
  zip?: string | null | undefined;
  /** Country */
  country?: string | null | undefined;
  /** Latitude */
  latitude?: string | null | undefined;
  /** Longitude */
  longitude?: string | null | undefined;
  /** Category */
  category?: string | null | undefined;
  /** Source */
  source?: string | null | undefined;
  /** Note */
  note?: string | null | undefined;
  /** Description */
  description?: string | null | undefined;
  /** Responsible */
  responsible?: {
    id: string;
  }[] | string | null | undefined;
  created_at?: string | null | undefined;
  updated_at?: string | null | undefined;
  tags: string[];
  version: number;
  created_import?: number | null | undefined;
  updated_import?: number | null | undefined;
}

export interface LeadWrite {
  /** External ID */
  external_id?: string | null | undefined;
  /** Subject */
  topic?: string | null | undefined;
  /** Priority */
  priority?: string | null | undefined;
  /** Company name */
  company_name?: string | null | undefined;
  /** Registration no. */
  registration_number?: string | null | undefined;
  /** First name */
  first_name?: string | null | undefined;
  /** Last name */
  last_name?: string | null | undefined;
  /** Title before name */
  title_before?: string | null | undefined;
  /** Title after name */
  title_after?: string | null | undefined;
  /** Natural person */
  is_person?: boolean | string | null | undefined;
  /** Stage */
  phase?: string | null | undefined;
  /** Territory */
  territory?: string | null | undefined;
  /** E-mail */
  email?: string | null | undefined;
  /** E-mail 2 */
  email2?: string | null | undefined;
  /** Phone */
  phone?: string | null | undefined;
  /** Phone type */
  phone_type?: string | null | undefined;
  /** Phone 2 */
  phone2?: string | null | undefined;
  /** Phone 2 type */
  phone2_type?: string | null | undefined;
  /** Website */
  website?: string | null | undefined;
  /** Fax */
  fax?: string | null | undefined;
  /** Other contact */
  other_contact?: string | null | undefined;
  /** Do not send marketing */
  no_marketing?: boolean | string | null | undefined;
  /** Facebook */
  facebook?: string | null | undefined;
  /** LinkedIn */
  linkedin?: string | null | undefined;
  /** Twitter */
  twitter?: string | null | undefined;
  /** Instagram */
  instagram?: string | null | undefined;
  /** YouTube */
  youtube?: string | null | undefined;
  /** Skype */
  skype?: string | null | undefined;
  /** Street */
  street?: string | null | undefined;
  /** Number */
  street_number?: string | null | undefined;
  /** District */
  district?: string | null | undefined;
  /** City */
  city?: string | null | undefined;
  /** Region */
  region?: string | null | undefined;
  /** ZIP */
  zip?: string | null | undefined;
  /** Country */
  country?: string | null | undefined;
  /** Latitude */
  latitude?: number | string | null | undefined;
  /** Longitude */
  longitude?: number | string | null | undefined;
  /** Category */
  category?: string | null | undefined;
  /** Source */
  source?: string | null | undefined;
  /** Note */
  note?: string | null | undefined;
  /** Description */
  description?: string | null | undefined;
  /** Responsible */
  responsible?: ({
    id: string;
  } | string)[] | string | null | undefined;
  /** Tags */
  tags?: string[] | string | null | undefined;
}

export interface LgtRecord {
  id: string;
  /** External ID */
  external_id?: string | null | undefined;
  /** Name */
  name?: string | null | undefined;
  /** Tunnel */
  tunnel?: {
    id: string;
    name?: string | undefined;
  } | string | null | undefined;
  created_at?: string | null | undefined;
  updated_at?: string | null | undefined;
  tags: string[];
  version: number;
  created_import?: number | null | undefined;
  updated_import?: number | null | undefined;
}

export interface LgtWrite {
  /** External ID */
  external_id?: string | null | undefined;
  /** Name */
  name?: string | null | undefined;
  /** Tunnel */
  tunnel?: {
    id: string;
    name?: string | undefined;
  } | string | null | undefined;
  /** Tags */
  tags?: string[] | string | null | undefined;
}

export interface LinkedRecords {
  type: string;
  field: string;
  label: string;
  records: {
    id: string;
    name: string;
  }[];
  has_more: boolean;
}

export interface LocationRecord {
  id: string;
  /** External ID */
  external_id?: string | null | undefined;
  /** Name */
  name?: string | null | undefined;
  /** Company */
  company?: {
    id: string;
    name?: string | undefined;
  } | string | null | undefined;
  /** Address */
  address?: string | null | undefined;
  /** Radius */
  radius?: number | string | null | undefined;
  /** Group */
  group?: string | null | undefined;
  /** Type */
  type?: string | null | undefined;
  /** State */
  state?: string | null | undefined;
  /** Priority */
  priority?: string | null | undefined;
  /** Region */
  region?: string | null | undefined;
  /** E-mail */
  email?: string | null | undefined;
  /** E-mail 2 */
  email2?: string | null | undefined;
  /** Phone */
  phone?: string | null | undefined;
  /** Phone type */
  phone_type?: string | null | undefined;
  /** Phone 2 */
  phone2?: string | null | undefined;
  /** Phone 2 type */
  phone2_type?: string | null | undefined;
  /** Website */
  website?: string | null | undefined;
  /** Fax */
  fax?: string | null | undefined;
  /** Other contact */
  other_contact?: string | null | undefined;
  /** Do not send marketing */
  no_marketing?: boolean | string | null | undefined;
  /** Facebook */
  facebook?: string | null | undefined;
  /** LinkedIn */
  linkedin?: string | null | undefined;
  /** Twitter */
  twitter?: string | null | undefined;
  /** Instagram */
  instagram?: string | null | undefined;
  /** YouTube */
  youtube?: string | null | undefined;
  /** Skype */
  skype?: string | null | undefined;
  /** Responsible */
  responsible?: {
    id: string;
  }[] | string | null | undefined;
  /** Status */
  is_active?: boolean | string | null | undefined;
  created_at?: string | null | undefined;
  updated_at?: string | null | undefined;
  tags: string[];
  version: number;
  created_import?: number | null | undefined;
  updated_import?: number | null | undefined;
}

export interface LocationWrite {
  /** External ID */
  external_id?: string | null | undefined;
  /** Name */
  name?: string | null | undefined;
  /** Company */
  company?: {
    id: string;
    name?: string | undefined;
  } | string | null | undefined;
  /** Address */
  address?: string | null | undefined;
  /** Radius */
  radius?: number | string | null | undefined;
  /** Group */
  group?: string | null | undefined;
  /** Type */
  type?: string | null | undefined;
  /** State */
  state?: string | null | undefined;
  /** Priority */
  priority?: string | null | undefined;
  /** Region */
  region?: string | null | undefined;
  /** E-mail */
  email?: string | null | undefined;
  /** E-mail 2 */
  email2?: string | null | undefined;
  /** Phone */
  phone?: string | null | undefined;
  /** Phone type */
  phone_type?: string | null | undefined;
  /** Phone 2 */
  phone2?: string | null | undefined;
  /** Phone 2 type */
  phone2_type?: string | null | undefined;
  /** Website */
  website?: string | null | undefined;
  /** Fax */
  fax?: string | null | undefined;
  /** Other contact */
  other_contact?: string | null | undefined;
  /** Do not send marketing */
  no_marketing?: boolean | string | null | undefined;
  /** Facebook */
  facebook?: string | null | undefined;
  /** LinkedIn */
  linkedin?: string | null | undefined;
  /** Twitter */
  twitter?: string | null | undefined;
  /** Instagram */
  instagram?: string | null | undefined;
  /** YouTube */
  youtube?: string | null | undefined;
  /** Skype */
  skype?: string | null | undefined;
  /** Responsible */
  responsible?: ({
    id: string;
  } | string)[] | string | null | undefined;
  /** Status */
  is_active?: boolean | string | null | undefined;
  /** Tags */
  tags?: string[] | string | null | undefined;
}

export interface LoginModeCheck {
  is_possible: boolean;
  shared: {
    email: string;
    logins: string[];
  }[];
}

export interface Mapping {
  columns: {
    part?: number | undefined;
    /** 1 is the first; or say `column`. */
    number?: number | null | undefined;
    /** The header over it. */
    column?: string | null | undefined;
    /** Null leaves the column out. */
    field: string | null;
    existing?: "overwrite" | "fill" | "add" | "remove" | "leave" | null | undefined;
    empty?: "keep" | "clear" | null | undefined;
    date_order?: string | null | undefined;
    decimal?: string | null | undefined;
    separator?: string | null | undefined;
  }[];
}

export interface Me {
  id: string;
  login: string;
  role: "administrator" | "operator" | "end-user";
  /** Of this answer. */
  language: string;
  /** What was chosen; null where nothing was. */
  preferences: {
    language: "en" | "cs" | "pt-BR" | "ru" | null;
    theme: "system" | "light" | "dark" | null;
    shortcuts: "on" | "off" | null;
  };
  scopes: ("read" | "write" | "import" | "export" | "admin")[] | null;
  permissions: ("see-records" | "edit-records" | "import" | "import-leads" | "import-users" | "take-back" | "export" | "bulk-edit" | "administer" | "operate")[];
}

export interface MyChoices {
  language?: "en" | "cs" | "pt-BR" | "ru" | undefined;
  theme?: "system" | "light" | "dark" | undefined;
  shortcuts?: "on" | "off" | undefined;
}

export interface NewBulkAction {
  type: string;
  records: Chosen;
  actions: BulkStep[];
  dry_run?: boolean | undefined;
  /** Of the values; English when not given. */
  language?: "en" | "cs" | "pt-BR" | "ru" | null | undefined;
}

export interface NewEmbedSession {
  /** The record type that may be imported; or say `types`. */
  type?: string | undefined;
  /** Several, to choose from. */
  types?: string[] | undefined;
  /** A preset; that of the type when it is not said. */
  profile?: string | undefined;
  /** Of every import; when they are said, people do not choose them. */
  options?: ImportOptions | undefined;
  /** The only origin whose pages may show it, and that hears of it. With TLS, or on this machine. */
  origin: string;
  /** As the browser says when it is not said. */
  language?: "en" | "cs" | "pt-BR" | "ru" | undefined;
  /** Colours, corners and fonts. */
  theme?: {
    page?: string | undefined;
    surface?: string | undefined;
    raised?: string | undefined;
    text?: string | undefined;
    muted?: string | undefined;
    border?: string | undefined;
    hairline?: string | undefined;
    accent?: string | undefined;
    "accent-strong"?: string | undefined;
    "on-accent"?: string | undefined;
    "accent-tint"?: string | undefined;
    success?: string | undefined;
    "success-tint"?: string | undefined;
    warning?: string | undefined;
    "warning-tint"?: string | undefined;
    danger?: string | undefined;
    "danger-tint"?: string | undefined;
    info?: string | undefined;
    "info-tint"?: string | undefined;
    hover?: string | undefined;
    radius?: string | undefined;
    "radius-card"?: string | undefined;
    font?: string | undefined;
    scheme?: "system" | "light" | "dark" | undefined;
  } | undefined;
  /** Seconds it lives; it must be opened within five minutes. */
  expires?: number | undefined;
}

export interface NewExport {
  records?: Chosen | undefined;
  kind?: "simple" | "edit" | "reimport" | null | undefined;
  columns?: string[] | null | undefined;
  format?: "xlsx" | "csv" | null | undefined;
  delimiter?: string | null | undefined;
  /** Texts a spreadsheet would run are written as they are. */
  unguarded?: boolean | undefined;
  language?: "en" | "cs" | "pt-BR" | "ru" | null | undefined;
  type: string;
  encoding?: "utf-8" | "windows-1250" | "windows-1251" | "windows-1252" | null | undefined;
}

export interface NewField {
  labels?: {
    en?: string | undefined;
    cs?: string | undefined;
    "pt-BR"?: string | undefined;
    ru?: string | undefined;
  } | null | undefined;
  help?: {
    en?: string | undefined;
    cs?: string | undefined;
    "pt-BR"?: string | undefined;
    ru?: string | undefined;
  } | null | undefined;
  aliases?: string[] | null | undefined;
  required?: boolean | null | undefined;
  unique?: boolean | null | undefined;
  default?: string | null | undefined;
  choices?: (string | {
    key: string;
    labels: {
      en?: string | undefined;
      cs?: string | undefined;
      "pt-BR"?: string | undefined;
      ru?: string | undefined;
    };
    aliases?: string[] | undefined;
  })[] | null | undefined;
  /** Further ones behind those there are. */
  add_choices?: (string | {
    key: string;
    labels: {
      en?: string | undefined;
      cs?: string | undefined;
      "pt-BR"?: string | undefined;
      ru?: string | undefined;
    };
    aliases?: string[] | undefined;
  })[] | undefined;
  /** Imports may bring new choices. */
  open?: boolean | null | undefined;
  max_chars?: number | null | undefined;
  key?: string | null | undefined;
  kind?: "text" | "long-text" | "integer" | "decimal" | "money" | "percent" | "yes-no" | "date" | "date-time" | "time" | "email" | "phone" | "web-address" | "choice" | "choices" | "link" | "links" | "country" | null | undefined;
  target?: string | null | undefined;
}

export type NewFix = {
  mend: "replace";
  column: string;
  from: string;
  to: string;
} | {
  mend: "set-empty";
  column: string;
  text: string;
} | {
  mend: "set";
  row: number;
  column: string;
  text: string;
} | {
  mend: "leave-out-code";
  code: string;
} | {
  mend: "leave-out-rows";
  rows: number[];
  sheet?: string | null | undefined;
} | {
  mend: "suggestions";
  code: string;
  column?: string | null | undefined;
} | {
  mend: "values";
  code: string;
  column?: string | null | undefined;
  values: { [name: string]: string };
} | {
  mend: "fill-empty";
  code: string;
  column?: string | null | undefined;
  text: string;
} | {
  mend: "cut";
  code: string;
  column?: string | null | undefined;
  chars: number;
} | {
  mend: "leave-out-group";
  code: string;
  column?: string | null | undefined;
} | {
  mend: "redo";
};

export interface NewImport {
  type: string;
  profile?: string | undefined;
  name?: string | undefined;
  recipe?: string | undefined;
  auto?: "none" | "check" | "start_if_clean" | "start" | undefined;
  file?: FileReading | undefined;
  options?: ImportOptions | undefined;
  /** A recipe that is not saved here: its text. */
  recipe_document?: string | null | undefined;
  /** Header → field; null leaves the column out. */
  mapping?: { [name: string]: string | null } | undefined;
  /** What texts in a column stand for. */
  values?: {
    column: string;
    text: string;
    meaning: string;
  }[] | undefined;
  accept_likely?: boolean | undefined;
  /** A file that came in pieces: its number at `/uploads`. */
  upload?: string | undefined;
  /** Rows instead of a file: an object a row, its members the columns. */
  rows?: { [name: string]: unknown }[] | undefined;
}

export interface NewImportDeletion {
  type: string;
  tag: string;
  keep_edited?: boolean | undefined;
  dry_run?: boolean | undefined;
}

export interface NewRecipe {
  name: string;
  document?: string | null | undefined;
  import?: string | null | undefined;
}

export interface NewToken {
  name: string;
  scopes: ("read" | "write" | "import" | "export" | "admin")[];
  days: number;
  /** The login of its owner; the caller when not given. */
  user?: string | null | undefined;
}

export interface NewType {
  /** TOML, as `kartoteka type add` takes it. */
  definition: string;
}

export interface NewUpload {
  name: string;
  size?: number | null | undefined;
}

export interface NewUser {
  login: string;
  email: string;
  role?: "administrator" | "operator" | "end-user" | null | undefined;
  fields?: UserWrite | undefined;
}

export interface NewValueMap {
  values: { [name: string]: string | null };
}

export interface NewView {
  type: string;
  name: string;
  query: string;
  is_shared?: boolean | undefined;
}

export interface NewWebhook {
  url: string;
  events: ("import.checked" | "import.finished" | "import.stopped" | "import.failed" | "import.undone" | "import.deleted" | "bulk.finished" | "bulk.stopped" | "bulk.failed" | "export.ready" | "export.failed")[];
}

export interface Notification {
  id: string;
  code: string;
  message: string;
  link: string;
  at: string;
  is_read: boolean;
}

export interface OwnSession {
  id: string;
  /** Comes with every change in the header `X-CSRF-Token`. */
  csrf_token: string;
  /** At the latest; earlier when it is not used. */
  expires_at: string | null;
  me: Me;
}

export interface PlannedRow {
  row: number;
  part: number;
  outcome: "created" | "updated" | "unchanged" | "skipped" | "rejected" | "failed";
  id: string | null;
  name: unknown;
  changes: {
    field: string;
    label: string;
    before: unknown;
    after: unknown;
  }[];
}

export interface Preview {
  counts: Counts;
  fields: {
    part: number;
    field: string;
    label: string;
    rows: number;
    cleared: number;
  }[];
  activated: number;
  deactivated: number;
  people: {
    login: string;
    gained: number;
    lost: number;
  }[];
}

export interface Problem {
  /** An address of the code. */
  type: string;
  /** What happened, in the language of `Accept-Language`. */
  title: string;
  status: number;
  /** Stable; more may come. */
  code: "address_in_use" | "address_unknown" | "address_unusable" | "all_or_nothing_errors" | "backup_unfit" | "batch_size" | "body_too_large" | "body_unreadable" | "bomb" | "bot_required" | "bulk_delete_alone" | "bulk_empty" | "bulk_nobody" | "bulk_unfit" | "cell_too_long" | "child_failed" | "choice_held" | "choice_twice" | "code_unknown" | "colleague_may_not" | "column_mapped_twice" | "column_not_found" | "column_unknown" | "columns_too_many" | "command_unknown" | "config_key_unknown" | "config_unreadable" | "config_value_unfit" | "copy_export_under_way" | "copy_nothing_there" | "copy_place_unfit" | "copy_run_under_way" | "copy_target_taken" | "copy_unequal" | "cross_site" | "csrf_token_missing" | "cursor_gone" | "damaged" | "data_dir_missing" | "database_address" | "database_certificate" | "database_collision" | "database_commit_unknown" | "database_damaged" | "database_foreign" | "database_locked" | "database_newer" | "database_no_entry" | "database_no_rights" | "database_on_server" | "database_read_only" | "database_server_old" | "database_server_reads" | "database_unopenable" | "database_unreachable" | "default_tunnel_stays" | "default_unreadable" | "definition_unreadable" | "dialect_unusable" | "directory_not_empty" | "disk_full" | "draft_changed" | "edit_file_other_type" | "edit_type_unfit" | "embed_needs_tls" | "embed_not_framed" | "embed_origin_unfit" | "embed_over" | "embed_theme_unfit" | "embed_ticket_unfit" | "embed_time_unfit" | "embed_type_unfit" | "embed_unknown" | "embed_without_type" | "encoding_broken" | "encoding_unconfirmed" | "encoding_unknown" | "encoding_utf32" | "erase_no_people" | "erase_run_under_way" | "erasures_unfit" | "examples_missing" | "export_columns_too_many" | "export_rows_too_many" | "export_sign_unknown" | "export_text_too_long" | "export_unfinished" | "export_without_order" | "fault" | "fault_local" | "field_archived" | "field_exists" | "field_filled" | "field_not_writable" | "field_order_unfit" | "field_unknown" | "file_bomb" | "file_damaged" | "file_empty" | "file_exists" | "file_forgotten" | "file_hostile" | "file_locked" | "file_missing" | "file_not_a_sheet" | "file_not_chosen" | "file_not_sent" | "file_too_large" | "file_too_old" | "file_unreadable" | "filter_unfit" | "filter_unreadable" | "fix_not_last" | "heir_unfit" | "hostile" | "id_unreadable" | "idempotency_key_busy" | "idempotency_key_mismatch" | "idempotency_key_reused" | "idempotency_key_spent" | "if_match_missing" | "import_changed" | "import_changed_since" | "import_not_changeable" | "import_not_startable" | "import_runs_elsewhere" | "import_unchecked" | "import_unknown" | "import_without_file" | "invitation_expired" | "invitation_unknown" | "invitation_used" | "io_failed" | "job_not_parked" | "job_unknown" | "job_workers_died" | "jq_failed" | "jq_not_understood" | "key_unfit" | "kind_needs_target" | "language_unknown" | "last_administrator" | "lease_lost" | "login_mode_conflict" | "mapping_incomplete" | "match_unmapped" | "media_type_unfit" | "member_unfit" | "member_unknown" | "mend_unknown" | "mend_without_column" | "method_not_allowed" | "metrics_token_empty" | "mode_fixed" | "no_data" | "no_place_for_tokens" | "no_terminal_confirm" | "no_wait_local" | "not_a_sheet" | "not_found" | "not_over_server" | "nothing_said" | "nothing_to_undo" | "order_unknown" | "out_of_memory" | "output_field_unknown" | "password_protected" | "password_too_long" | "password_too_short" | "password_wrong" | "permission_denied" | "query_unknown" | "quote_open" | "reading_failed" | "reading_out_of_memory" | "reading_timed_out" | "recipe_name_taken" | "recipe_name_unfit" | "recipe_unknown" | "recipe_unreadable" | "recipe_version" | "record_changed" | "record_incomplete" | "record_rejected" | "record_unknown" | "records_unsaid" | "reference_held" | "reference_several" | "reference_unknown" | "resource_changed" | "restore_in_use" | "restore_over" | "row_too_long" | "row_unknown" | "rows_too_many" | "selection_gone" | "selection_missing" | "selection_twice" | "server_not_remembered" | "server_said" | "server_strange" | "server_token_missing" | "server_unfit" | "server_unreachable" | "server_unsafe" | "server_version_differs" | "session_unknown" | "set_up_spent" | "setting_unfit" | "setting_unknown" | "sheet_missing" | "sheet_unknown" | "sign_in_blocked" | "sign_in_failed" | "sort_unfit" | "stopped" | "tag_unknown" | "tags_unfit" | "template_sheets_unfit" | "timed_out" | "token_days_unfit" | "token_invalid" | "token_missing" | "token_name_unfit" | "token_scope_missing" | "token_unknown" | "token_without_scope" | "token_without_user" | "too_many_columns" | "too_many_jobs" | "too_many_requests" | "too_many_rows" | "too_many_webhooks" | "too_old" | "type_exists" | "type_unknown" | "undo_of_undo" | "update_without_key" | "upload_busy" | "upload_incomplete" | "upload_offset_unfit" | "upload_unknown" | "user_inactive" | "user_unknown" | "utf_32" | "value_taken" | "value_unreadable" | "view_long" | "view_name" | "webhook_event_unknown" | "webhook_url_unfit" | "webhook_without_event";
  /** What kind of no it is. */
  kind: "not-found" | "forbidden" | "conflict" | "malformed" | "unacceptable" | "unavailable" | "fault";
  /** What happened and what to do. */
  detail: string;
  /** The address. */
  instance: string | null;
  /** As in `X-Request-Id`. */
  request_id: string;
  errors: {
    /** The place in the document, as a JSON pointer. */
    pointer: string;
    /** What is wrong there: a code of a problem, or of an issue of a row. */
    code: string;
    detail?: string | undefined;
    severity?: string | undefined;
    /** What the place holds now. */
    current?: unknown;
    /** What is wrong with a record, as issues of imports have it. */
    issue?: unknown;
  }[];
  /** The name that was perhaps meant. */
  likely?: string | undefined;
}

export interface ProductRecord {
  id: string;
  /** External ID */
  external_id?: string | null | undefined;
  /** Code */
  code?: string | null | undefined;
  /** Name */
  name?: string | null | undefined;
  /** Unit */
  unit?: string | null | undefined;
  /** Tax rate */
  tax_rate?: string | null | undefined;
  /** Cost */
  cost?: string | null | undefined;
  /** Price */
  price?: string | null | undefined;
  /** Category */
  category?: string | null | undefined;
  /** Product line */
  product_line?: string | null | undefined;
  /** Description */
  description?: string | null | undefined;
  created_at?: string | null | undefined;
  updated_at?: string | null | undefined;
  tags: string[];
  version: number;
  created_import?: number | null | undefined;
  updated_import?: number | null | undefined;
}

export interface ProductWrite {
  /** External ID */
  external_id?: string | null | undefined;
  /** Code */
  code?: string | null | undefined;
  /** Name */
  name?: string | null | undefined;
  /** Unit */
  unit?: string | null | undefined;
  /** Tax rate */
  tax_rate?: number | string | null | undefined;
  /** Cost */
  cost?: number | string | null | undefined;
  /** Price */
  price?: number | string | null | undefined;
  /** Category */
  category?: string | null | undefined;
  /** Product line */
  product_line?: string | null | undefined;
  /** Description */
  description?: string | null | undefined;
  /** Tags */
  tags?: string[] | string | null | undefined;
}

export interface QueuedJob {
  id: string;
  kind: string;
  /** The import, run or export it is about. */
  subject: string | null;
  state: "queued" | "running" | "done" | "failed" | "cancelled" | "parked";
  asked_by: string;
  /** How often a worker began it. */
  attempts: number;
  /** Machine, process and letters of chance of who does it, or did it last. */
  node: string | null;
  /** It runs, and its worker gives signs of life. */
  is_alive: boolean;
  /** The code of why it waits for another try or is parked. */
  reason: string | null;
  created_at: string;
  finished_at: string | null;
}

export interface Recipe {
  name: string;
  version: number;
  updated_at: string;
  updated_by: string;
  document: string;
}

export interface RecipeLine {
  name: string;
  version: number;
  updated_at: string;
  updated_by: string;
}

export interface RecipeText {
  document: string;
  name?: string | null | undefined;
}

export type Record = CompanyRecord | ContactRecord | LeadRecord | ProductRecord | LocationRecord | AssetRecord | UserRecord | ClientRecord | BotRecord | TunnelRecord | LgtRecord | DealRecord | ActivityRecord;

export interface RecordBatch {
  items: {
    /** A record to be changed; a new one when not given. */
    id?: string | number | null | undefined;
    /** Refuse when the record is not of this version any more. */
    version?: number | null | undefined;
    fields: RecordWrite;
  }[];
  /** When one stays out, all do. */
  all_or_nothing?: boolean | undefined;
}

export interface RecordBatchReport {
  run: string | null;
  counts: Counts;
  items: {
    outcome: "created" | "updated" | "unchanged" | "rejected" | "held_back";
    id?: string | undefined;
    errors?: {
      pointer: string;
      code: string;
      detail: string;
      severity: string;
    }[] | undefined;
  }[];
}

export interface RecordTags {
  tags: string[];
}

export type RecordWrite = CompanyWrite | ContactWrite | LeadWrite | ProductWrite | LocationWrite | AssetWrite | UserWrite | ClientWrite | BotWrite | TunnelWrite | LgtWrite | DealWrite | ActivityWrite;

export interface Role {
  key: "administrator" | "operator" | "end-user";
  permissions: string[];
}

export interface Row {
  row: number;
  sheet: string;
  left_out: boolean;
  sort: "ready" | "warned" | "rejected" | "skipped" | null;
  cells: {
    column: string;
    text: string;
    before: string | null;
  }[];
  issues: Issue[];
}

export interface RowPatch {
  sheet?: string | null | undefined;
  /** Header → text. */
  cells?: { [name: string]: string | number | null } | undefined;
  left_out?: boolean | null | undefined;
}

export interface RunChange {
  type: string;
  id: string;
  what: "created" | "updated" | "deleted";
  at: string;
  /** Fields before and after; what a record was created with stands in it. */
  changes: {
    field: string;
    label: string;
    before: string;
    after: string;
  }[];
}

export interface Session {
  id: string;
  login: string;
  device: string;
  began_at: string;
  used_at: string;
}

export interface Setting {
  key: string;
  value: string;
  default: string;
  is_set: boolean;
  meaning: string;
}

export interface SettingsChange {
  login_mode?: string | number | null | undefined;
  language?: string | number | null | undefined;
  organisation?: string | number | null | undefined;
  time_zone?: string | number | null | undefined;
  webhook_private?: string | number | null | undefined;
  "api.requests_per_minute"?: string | number | null | undefined;
  "uploads.most_mb"?: string | number | null | undefined;
  "uploads.kept_days"?: string | number | null | undefined;
  "exports.kept_days"?: string | number | null | undefined;
  "drafts.kept_days"?: string | number | null | undefined;
  "work.at_once"?: string | number | null | undefined;
  "work.lease_seconds"?: string | number | null | undefined;
  "file.date_order"?: string | number | null | undefined;
  "file.decimal"?: string | number | null | undefined;
  "leads.row_limit"?: string | number | null | undefined;
  "leads.char_limit"?: string | number | null | undefined;
  "general.row_limit"?: string | number | null | undefined;
  "general.char_limit"?: string | number | null | undefined;
  "users.row_limit"?: string | number | null | undefined;
  "users.char_limit"?: string | number | null | undefined;
  "helpdesk-companies.row_limit"?: string | number | null | undefined;
  "helpdesk-companies.char_limit"?: string | number | null | undefined;
  "edit.row_limit"?: string | number | null | undefined;
  "edit.char_limit"?: string | number | null | undefined;
  "audience.row_limit"?: string | number | null | undefined;
  "audience.char_limit"?: string | number | null | undefined;
  "companies-contacts.row_limit"?: string | number | null | undefined;
  "companies-contacts.char_limit"?: string | number | null | undefined;
}

export interface Tag {
  name: string;
  import: number | null;
  records: { [name: string]: number };
}

export interface TagDone {
  name: string | null;
  records: number;
  runs: string[];
}

export interface TagName {
  name: string;
}

export interface TakenBack {
  records: number;
  deleted: number;
  restored: number;
  unchanged: number;
  kept: number;
  kept_edited: number;
  kept_linked: number;
  run: number | null;
  types: {
    type: string;
    deleted: number;
    kept: number;
  }[];
  kept_records: Kept[];
  counts: Counts;
}

export interface Token {
  id: string;
  name: string;
  owner: string;
  scopes: ("read" | "write" | "import" | "export" | "admin")[];
  created_at: string;
  expires_at: string | null;
  used_at: string | null;
  is_expired: boolean;
}

export interface TokenMade {
  id: string;
  name: string;
  owner: string;
  scopes: ("read" | "write" | "import" | "export" | "admin")[];
  created_at: string;
  expires_at: string | null;
  used_at: string | null;
  is_expired: boolean;
  secret: string;
}

export interface Touched {
  touched: number;
}

export interface TunnelRecord {
  id: string;
  /** External ID */
  external_id?: string | null | undefined;
  /** Name */
  name?: string | null | undefined;
  created_at?: string | null | undefined;
  updated_at?: string | null | undefined;
  tags: string[];
  version: number;
  created_import?: number | null | undefined;
  updated_import?: number | null | undefined;
}

export interface TunnelWrite {
  /** External ID */
  external_id?: string | null | undefined;
  /** Name */
  name?: string | null | undefined;
  /** Tags */
  tags?: string[] | string | null | undefined;
}

export interface Type {
  key: string;
  word: string;
  label: string;
  plural: string;
  name_field: string;
  natural_keys: string[];
  fields: number;
  custom: boolean;
}

export interface TypeWithFields {
  key: string;
  word: string;
  label: string;
  plural: string;
  name_field: string;
  natural_keys: string[];
  fields: Field[];
  custom: boolean;
}

export type TypeWord = "companies" | "contacts" | "leads" | "products" | "locations" | "assets" | "users" | "clients" | "bots" | "tunnels" | "lgts" | "deals" | "activities";

export interface Upload {
  id: string;
  name: string;
  offset: number;
  size: number | null;
}

export interface User {
  id: string;
  login: string;
  email: string;
  name: string;
  role: "administrator" | "operator" | "end-user";
  is_active: boolean;
  has_password: boolean;
  is_invited: boolean;
  invitation_expires_at: string | null;
  last_sign_in: string | null;
}

export interface UserAfter {
  id: string;
  login: string;
  email: string;
  name: string;
  role: "administrator" | "operator" | "end-user";
  is_active: boolean;
  has_password: boolean;
  is_invited: boolean;
  invitation_expires_at: string | null;
  last_sign_in: string | null;
  records_handed_over: number;
}

export type UserChange = UserWrite | {
  login?: string | undefined;
};

export interface UserRecord {
  id: string;
  /** External ID */
  external_id?: string | null | undefined;
  /** Username */
  username?: string | null | undefined;
  /** E-mail */
  email?: string | null | undefined;
  /** Role */
  role?: "end-user" | "operator" | "administrator" | string | null | undefined;
  /** First name */
  first_name?: string | null | undefined;
  /** Last name */
  last_name?: string | null | undefined;
  /** Company */
  company?: {
    id: string;
    name?: string | undefined;
  } | string | null | undefined;
  /** Position */
  position?: string | null | undefined;
  /** Phone */
  phone?: string | null | undefined;
  /** Manager */
  manager?: {
    id: string;
    name?: string | undefined;
  } | string | null | undefined;
  /** Language */
  language?: "en" | "cs" | "pt-br" | "ru" | string | null | undefined;
  /** Status */
  is_active?: boolean | string | null | undefined;
  created_at?: string | null | undefined;
  updated_at?: string | null | undefined;
  tags: string[];
  version: number;
  created_import?: number | null | undefined;
  updated_import?: number | null | undefined;
}

export interface UserWrite {
  /** External ID */
  external_id?: string | null | undefined;
  /** Username */
  username?: string | null | undefined;
  /** E-mail */
  email?: string | null | undefined;
  /** Role */
  role?: string | null | undefined;
  /** First name */
  first_name?: string | null | undefined;
  /** Last name */
  last_name?: string | null | undefined;
  /** Company */
  company?: {
    id: string;
    name?: string | undefined;
  } | string | null | undefined;
  /** Position */
  position?: string | null | undefined;
  /** Phone */
  phone?: string | null | undefined;
  /** Manager */
  manager?: {
    id: string;
    name?: string | undefined;
  } | string | null | undefined;
  /** Language */
  language?: string | null | undefined;
  /** Status */
  is_active?: boolean | string | null | undefined;
  /** Tags */
  tags?: string[] | string | null | undefined;
}

export interface ValueMap {
  field: string;
  column: string;
  values: {
    text: string;
    rows: number;
    state: "known" | "mapped" | "unknown" | "ambiguous";
    /** What it stands for; when unknown, what it likely means; when ambiguous, how many records. */
    meaning: string | null;
  }[];
  has_more: boolean;
}

export interface Version {
  name: string;
  version: string;
  api: string;
}

export interface View {
  id: string;
  type: string;
  name: string;
  query: string;
  is_shared: boolean;
}

export interface ViewChange {
  name?: string | null | undefined;
  query?: string | null | undefined;
  is_shared?: boolean | null | undefined;
}

export interface Webhook {
  id: string;
  url: string;
  events: string[];
  is_active: boolean;
  created_at: string;
}

export interface WebhookChange {
  url?: string | null | undefined;
  events?: ("import.checked" | "import.finished" | "import.stopped" | "import.failed" | "import.undone" | "import.deleted" | "bulk.finished" | "bulk.stopped" | "bulk.failed" | "export.ready" | "export.failed")[] | null | undefined;
  is_active?: boolean | null | undefined;
}

export interface WebhookMade {
  id: string;
  url: string;
  events: string[];
  is_active: boolean;
  created_at: string;
  secret: string;
}

/** The form of a record of each type, as it is read. */
export interface Records {
  companies: CompanyRecord;
  contacts: ContactRecord;
  leads: LeadRecord;
  products: ProductRecord;
  locations: LocationRecord;
  assets: AssetRecord;
  users: UserRecord;
  clients: ClientRecord;
  bots: BotRecord;
  tunnels: TunnelRecord;
  lgts: LgtRecord;
  deals: DealRecord;
  activities: ActivityRecord;
}

/** The form of a record of each type, as it is written. */
export interface RecordWrites {
  companies: CompanyWrite;
  contacts: ContactWrite;
  leads: LeadWrite;
  products: ProductWrite;
  locations: LocationWrite;
  assets: AssetWrite;
  users: UserWrite;
  clients: ClientWrite;
  bots: BotWrite;
  tunnels: TunnelWrite;
  lgts: LgtWrite;
  deals: DealWrite;
  activities: ActivityWrite;
}
