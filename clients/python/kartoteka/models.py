# Made by `cargo xtask reference` from the OpenAPI document. Not to be edited.
"""Forms of documents. Members the server adds later are there at run time, too."""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypeAlias, TypedDict, Union


class ActivityRecordCompany(TypedDict):
    id: str
    name: NotRequired[str]


class ActivityRecordContact(TypedDict):
    id: str
    name: NotRequired[str]


class ActivityRecordLead(TypedDict):
    id: str
    name: NotRequired[str]


class ActivityRecordDeal(TypedDict):
    id: str
    name: NotRequired[str]


class ActivityRecordResponsible(TypedDict):
    id: str


class ActivityRecord(TypedDict):
    id: str
    # External ID
    external_id: NotRequired[Union[str, None]]
    # Kind
    kind: NotRequired[Union[Literal["task", "call", "meeting", "note"], str, None]]
    # Subject
    subject: NotRequired[Union[str, None]]
    # Due
    due: NotRequired[Union[str, None]]
    # Done
    done: NotRequired[Union[bool, str, None]]
    # Company
    company: NotRequired[Union["ActivityRecordCompany", str, None]]
    # Contact
    contact: NotRequired[Union["ActivityRecordContact", str, None]]
    # Lead
    lead: NotRequired[Union["ActivityRecordLead", str, None]]
    # Deal
    deal: NotRequired[Union["ActivityRecordDeal", str, None]]
    # Responsible
    responsible: NotRequired[Union[list["ActivityRecordResponsible"], str, None]]
    # Note
    note: NotRequired[Union[str, None]]
    created_at: NotRequired[Union[str, None]]
    updated_at: NotRequired[Union[str, None]]
    tags: list[str]
    version: int
    created_import: NotRequired[Union[int, None]]
    updated_import: NotRequired[Union[int, None]]


class ActivityWriteCompany(TypedDict):
    id: str
    name: NotRequired[str]


class ActivityWriteContact(TypedDict):
    id: str
    name: NotRequired[str]


class ActivityWriteLead(TypedDict):
    id: str
    name: NotRequired[str]


class ActivityWriteDeal(TypedDict):
    id: str
    name: NotRequired[str]


class ActivityWriteResponsible(TypedDict):
    id: str


class ActivityWrite(TypedDict):
    # External ID
    external_id: NotRequired[Union[str, None]]
    # Kind
    kind: NotRequired[Union[str, None]]
    # Subject
    subject: NotRequired[Union[str, None]]
    # Due
    due: NotRequired[Union[str, None]]
    # Done
    done: NotRequired[Union[bool, str, None]]
    # Company
    company: NotRequired[Union["ActivityWriteCompany", str, None]]
    # Contact
    contact: NotRequired[Union["ActivityWriteContact", str, None]]
    # Lead
    lead: NotRequired[Union["ActivityWriteLead", str, None]]
    # Deal
    deal: NotRequired[Union["ActivityWriteDeal", str, None]]
    # Responsible
    responsible: NotRequired[Union[list[Union["ActivityWriteResponsible", str]], str, None]]
    # Note
    note: NotRequired[Union[str, None]]
    # Tags
    tags: NotRequired[Union[list[str], str, None]]


class AssetRecordLocation(TypedDict):
    id: str
    name: NotRequired[str]


class AssetRecordResponsible(TypedDict):
    id: str


class AssetRecord(TypedDict):
    id: str
    # External ID
    external_id: NotRequired[Union[str, None]]
    # Name
    name: NotRequired[Union[str, None]]
    # Location
    location: NotRequired[Union["AssetRecordLocation", str, None]]
    # Inventory no.
    inventory_number: NotRequired[Union[str, None]]
    # Serial no.
    serial_number: NotRequired[Union[str, None]]
    # Model
    model: NotRequired[Union[str, None]]
    # Production date
    production_date: NotRequired[Union[str, None]]
    # Installation date
    installation_date: NotRequired[Union[str, None]]
    # Warranty end
    warranty_end_date: NotRequired[Union[str, None]]
    # Internal address
    internal_address: NotRequired[Union[str, None]]
    # Contract
    contract: NotRequired[Union[str, None]]
    # Type
    type: NotRequired[Union[str, None]]
    # State
    state: NotRequired[Union[str, None]]
    # Description
    description: NotRequired[Union[str, None]]
    # Responsible
    responsible: NotRequired[Union[list["AssetRecordResponsible"], str, None]]
    # Status
    is_active: NotRequired[Union[bool, str, None]]
    created_at: NotRequired[Union[str, None]]
    updated_at: NotRequired[Union[str, None]]
    tags: list[str]
    version: int
    created_import: NotRequired[Union[int, None]]
    updated_import: NotRequired[Union[int, None]]


class AssetWriteLocation(TypedDict):
    id: str
    name: NotRequired[str]


class AssetWriteResponsible(TypedDict):
    id: str


class AssetWrite(TypedDict):
    # External ID
    external_id: NotRequired[Union[str, None]]
    # Name
    name: NotRequired[Union[str, None]]
    # Location
    location: NotRequired[Union["AssetWriteLocation", str, None]]
    # Inventory no.
    inventory_number: NotRequired[Union[str, None]]
    # Serial no.
    serial_number: NotRequired[Union[str, None]]
    # Model
    model: NotRequired[Union[str, None]]
    # Production date
    production_date: NotRequired[Union[str, None]]
    # Installation date
    installation_date: NotRequired[Union[str, None]]
    # Warranty end
    warranty_end_date: NotRequired[Union[str, None]]
    # Internal address
    internal_address: NotRequired[Union[str, None]]
    # Contract
    contract: NotRequired[Union[str, None]]
    # Type
    type: NotRequired[Union[str, None]]
    # State
    state: NotRequired[Union[str, None]]
    # Description
    description: NotRequired[Union[str, None]]
    # Responsible
    responsible: NotRequired[Union[list[Union["AssetWriteResponsible", str]], str, None]]
    # Status
    is_active: NotRequired[Union[bool, str, None]]
    # Tags
    tags: NotRequired[Union[list[str], str, None]]


class AuditEntry(TypedDict):
    id: str
    at: str
    by: str
    verb: str
    subject: str
    number: Union[int, None]


class BotRecord(TypedDict):
    id: str
    # External ID
    external_id: NotRequired[Union[str, None]]
    # Name
    name: NotRequired[Union[str, None]]
    # Messenger
    messenger: NotRequired[Union[str, None]]
    # Status
    is_active: NotRequired[Union[bool, str, None]]
    created_at: NotRequired[Union[str, None]]
    updated_at: NotRequired[Union[str, None]]
    tags: list[str]
    version: int
    created_import: NotRequired[Union[int, None]]
    updated_import: NotRequired[Union[int, None]]


class BotWrite(TypedDict):
    # External ID
    external_id: NotRequired[Union[str, None]]
    # Name
    name: NotRequired[Union[str, None]]
    # Messenger
    messenger: NotRequired[Union[str, None]]
    # Status
    is_active: NotRequired[Union[bool, str, None]]
    # Tags
    tags: NotRequired[Union[list[str], str, None]]


class BulkPreviewByPerson(TypedDict):
    login: str
    change: int


class BulkPreview(TypedDict):
    run: Union[int, None]
    records: int
    counts: "Counts"
    by_person: list["BulkPreviewByPerson"]
    issues: list["Issue"]


class BulkStepActivate(TypedDict):
    action: Literal["activate"]


class BulkStepDeactivate(TypedDict):
    action: Literal["deactivate"]


class BulkStepSetResponsible(TypedDict):
    action: Literal["set-responsible"]
    logins: list[str]


class BulkStepAddResponsible(TypedDict):
    action: Literal["add-responsible"]
    logins: list[str]


class BulkStepRemoveResponsible(TypedDict):
    action: Literal["remove-responsible"]
    logins: list[str]


class BulkStepAddTag(TypedDict):
    action: Literal["add-tag"]
    tag: str


class BulkStepRemoveTag(TypedDict):
    action: Literal["remove-tag"]
    tag: str


class BulkStepSet(TypedDict):
    action: Literal["set"]
    field: str
    text: str


class BulkStepDelete(TypedDict):
    action: Literal["delete"]


Chosen = TypedDict("Chosen", {
    "filter": "NotRequired[list[str]]",
    "search": "NotRequired[str]",
    "tags": "NotRequired[list[str]]",
    "tags_any": "NotRequired[list[str]]",
    "tags_none": "NotRequired[list[str]]",
    "ids": "NotRequired[Union[list[Union[str, int]], None]]",
    "except": "NotRequired[list[Union[str, int]]]",
    "all": "NotRequired[bool]",
    "language": "NotRequired[Union[Literal['en', 'cs', 'pt-BR', 'ru'], None]]",
})


class ClientRecordBot(TypedDict):
    id: str
    name: NotRequired[str]


class ClientRecordTunnel(TypedDict):
    id: str
    name: NotRequired[str]


class ClientRecordLgt(TypedDict):
    id: str
    name: NotRequired[str]


class ClientRecord(TypedDict):
    id: str
    # External ID
    external_id: NotRequired[Union[str, None]]
    # Social ID
    social_id: NotRequired[Union[str, None]]
    # Messenger
    messenger: NotRequired[Union[str, None]]
    # Name
    name: NotRequired[Union[str, None]]
    # Phone
    phone: NotRequired[Union[str, None]]
    # E-mail
    email: NotRequired[Union[str, None]]
    # Gender
    gender: NotRequired[Union[Literal["female", "male", "other"], str, None]]
    # Time zone
    timezone: NotRequired[Union[str, None]]
    # Bot
    bot: NotRequired[Union["ClientRecordBot", str, None]]
    # Tunnel
    tunnel: NotRequired[Union["ClientRecordTunnel", str, None]]
    # LGT
    lgt: NotRequired[Union["ClientRecordLgt", str, None]]
    # Can be messaged
    can_message: NotRequired[Union[bool, str, None]]
    # Comment
    comment: NotRequired[Union[str, None]]
    created_at: NotRequired[Union[str, None]]
    updated_at: NotRequired[Union[str, None]]
    tags: list[str]
    version: int
    created_import: NotRequired[Union[int, None]]
    updated_import: NotRequired[Union[int, None]]


class ClientWriteBot(TypedDict):
    id: str
    name: NotRequired[str]


class ClientWriteTunnel(TypedDict):
    id: str
    name: NotRequired[str]


class ClientWriteLgt(TypedDict):
    id: str
    name: NotRequired[str]


class ClientWrite(TypedDict):
    # External ID
    external_id: NotRequired[Union[str, None]]
    # Social ID
    social_id: NotRequired[Union[str, None]]
    # Messenger
    messenger: NotRequired[Union[str, None]]
    # Name
    name: NotRequired[Union[str, None]]
    # Phone
    phone: NotRequired[Union[str, None]]
    # E-mail
    email: NotRequired[Union[str, None]]
    # Gender
    gender: NotRequired[Union[str, None]]
    # Time zone
    timezone: NotRequired[Union[str, None]]
    # Bot
    bot: NotRequired[Union["ClientWriteBot", str, None]]
    # Tunnel
    tunnel: NotRequired[Union["ClientWriteTunnel", str, None]]
    # LGT
    lgt: NotRequired[Union["ClientWriteLgt", str, None]]
    # Comment
    comment: NotRequired[Union[str, None]]
    # Tags
    tags: NotRequired[Union[list[str], str, None]]


class Column(TypedDict):
    part: int
    type: Union[str, None]
    sheet: Union[str, None]
    column: str
    number: int
    field: Union[str, None]
    label: Union[str, None]
    confidence: str
    score: int
    taken: bool


class CompanyRecordParent(TypedDict):
    id: str
    name: NotRequired[str]


class CompanyRecordResponsible(TypedDict):
    id: str


class CompanyRecord(TypedDict):
    id: str
    # External ID
    external_id: NotRequired[Union[str, None]]
    # Name
    name: NotRequired[Union[str, None]]
    # Legal name
    legal_name: NotRequired[Union[str, None]]
    # Registration no.
    registration_number: NotRequired[Union[str, None]]
    # Tax no.
    tax_number: NotRequired[Union[str, None]]
    # VAT payer
    vat_payer: NotRequired[Union[bool, str, None]]
    # Legal entity
    is_legal_entity: NotRequired[Union[bool, str, None]]
    # Rating
    rating: NotRequired[Union[Literal["a", "b", "c"], str, None]]
    # State
    state: NotRequired[Union[Literal["potential", "current", "deferred", "unattractive"], str, None]]
    # Relation
    relation: NotRequired[Union[Literal["customer", "partner", "supplier", "competitor"], str, None]]
    # Industry
    industry: NotRequired[Union[str, None]]
    # Employees
    employees: NotRequired[Union[int, str, None]]
    # Revenue
    revenue: NotRequired[Union[str, None]]
    # Bank account
    bank_account: NotRequired[Union[str, None]]
    # Payment term
    payment_term: NotRequired[Union[str, None]]
    # Contract
    contract: NotRequired[Union[str, None]]
    # Parent company
    parent: NotRequired[Union["CompanyRecordParent", str, None]]
    # Main address
    main_address: NotRequired[Union[str, None]]
    # E-mail
    email: NotRequired[Union[str, None]]
    # E-mail 2
    email2: NotRequired[Union[str, None]]
    # Phone
    phone: NotRequired[Union[str, None]]
    # Phone type
    phone_type: NotRequired[Union[str, None]]
    # Phone 2
    phone2: NotRequired[Union[str, None]]
    # Phone 2 type
    phone2_type: NotRequired[Union[str, None]]
    # Website
    website: NotRequired[Union[str, None]]
    # Fax
    fax: NotRequired[Union[str, None]]
    # Other contact
    other_contact: NotRequired[Union[str, None]]
    # Do not send marketing
    no_marketing: NotRequired[Union[bool, str, None]]
    # Facebook
    facebook: NotRequired[Union[str, None]]
    # LinkedIn
    linkedin: NotRequired[Union[str, None]]
    # Twitter
    twitter: NotRequired[Union[str, None]]
    # Instagram
    instagram: NotRequired[Union[str, None]]
    # YouTube
    youtube: NotRequired[Union[str, None]]
    # Skype
    skype: NotRequired[Union[str, None]]
    # Street
    street: NotRequired[Union[str, None]]
    # Number
    street_number: NotRequired[Union[str, None]]
    # District
    district: NotRequired[Union[str, None]]
    # City
    city: NotRequired[Union[str, None]]
    # Region
    region: NotRequired[Union[str, None]]
    # ZIP
    zip: NotRequired[Union[str, None]]
    # Country
    country: NotRequired[Union[str, None]]
    # Latitude
    latitude: NotRequired[Union[str, None]]
    # Longitude
    longitude: NotRequired[Union[str, None]]
    # Category
    category: NotRequired[Union[str, None]]
    # Source
    source: NotRequired[Union[str, None]]
    # Note
    note: NotRequired[Union[str, None]]
    # Description
    description: NotRequired[Union[str, None]]
    # Responsible
    responsible: NotRequired[Union[list["CompanyRecordResponsible"], str, None]]
    # Status
    is_active: NotRequired[Union[bool, str, None]]
    created_at: NotRequired[Union[str, None]]
    updated_at: NotRequired[Union[str, None]]
    tags: list[str]
    version: int
    created_import: NotRequired[Union[int, None]]
    updated_import: NotRequired[Union[int, None]]


class CompanyWriteParent(TypedDict):
    id: str
    name: NotRequired[str]


class CompanyWriteResponsible(TypedDict):
    id: str


class CompanyWrite(TypedDict):
    # External ID
    external_id: NotRequired[Union[str, None]]
    # Name
    name: NotRequired[Union[str, None]]
    # Legal name
    legal_name: NotRequired[Union[str, None]]
    # Registration no.
    registration_number: NotRequired[Union[str, None]]
    # Tax no.
    tax_number: NotRequired[Union[str, None]]
    # VAT payer
    vat_payer: NotRequired[Union[bool, str, None]]
    # Legal entity
    is_legal_entity: NotRequired[Union[bool, str, None]]
    # Rating
    rating: NotRequired[Union[str, None]]
    # State
    state: NotRequired[Union[str, None]]
    # Relation
    relation: NotRequired[Union[str, None]]
    # Industry
    industry: NotRequired[Union[str, None]]
    # Employees
    employees: NotRequired[Union[int, str, None]]
    # Revenue
    revenue: NotRequired[Union[int, str, None]]
    # Bank account
    bank_account: NotRequired[Union[str, None]]
    # Payment term
    payment_term: NotRequired[Union[str, None]]
    # Contract
    contract: NotRequired[Union[str, None]]
    # Parent company
    parent: NotRequired[Union["CompanyWriteParent", str, None]]
    # Main address
    main_address: NotRequired[Union[str, None]]
    # E-mail
    email: NotRequired[Union[str, None]]
    # E-mail 2
    email2: NotRequired[Union[str, None]]
    # Phone
    phone: NotRequired[Union[str, None]]
    # Phone type
    phone_type: NotRequired[Union[str, None]]
    # Phone 2
    phone2: NotRequired[Union[str, None]]
    # Phone 2 type
    phone2_type: NotRequired[Union[str, None]]
    # Website
    website: NotRequired[Union[str, None]]
    # Fax
    fax: NotRequired[Union[str, None]]
    # Other contact
    other_contact: NotRequired[Union[str, None]]
    # Do not send marketing
    no_marketing: NotRequired[Union[bool, str, None]]
    # Facebook
    facebook: NotRequired[Union[str, None]]
    # LinkedIn
    linkedin: NotRequired[Union[str, None]]
    # Twitter
    twitter: NotRequired[Union[str, None]]
    # Instagram
    instagram: NotRequired[Union[str, None]]
    # YouTube
    youtube: NotRequired[Union[str, None]]
    # Skype
    skype: NotRequired[Union[str, None]]
    # Street
    street: NotRequired[Union[str, None]]
    # Number
    street_number: NotRequired[Union[str, None]]
    # District
    district: NotRequired[Union[str, None]]
    # City
    city: NotRequired[Union[str, None]]
    # Region
    region: NotRequired[Union[str, None]]
    # ZIP
    zip: NotRequired[Union[str, None]]
    # Country
    country: NotRequired[Union[str, None]]
    # Latitude
    latitude: NotRequired[Union[int, str, None]]
    # Longitude
    longitude: NotRequired[Union[int, str, None]]
    # Category
    category: NotRequired[Union[str, None]]
    # Source
    source: NotRequired[Union[str, None]]
    # Note
    note: NotRequired[Union[str, None]]
    # Description
    description: NotRequired[Union[str, None]]
    # Responsible
    responsible: NotRequired[Union[list[Union["CompanyWriteResponsible", str]], str, None]]
    # Status
    is_active: NotRequired[Union[bool, str, None]]
    # Tags
    tags: NotRequired[Union[list[str], str, None]]


class ContactRecordCompany(TypedDict):
    id: str
    name: NotRequired[str]


class ContactRecordLocations(TypedDict):
    id: str


class ContactRecordResponsible(TypedDict):
    id: str


class ContactRecord(TypedDict):
    id: str
    # External ID
    external_id: NotRequired[Union[str, None]]
    # First name
    first_name: NotRequired[Union[str, None]]
    # Last name
    last_name: NotRequired[Union[str, None]]
    # Full name
    name: NotRequired[Union[str, None]]
    # Title before name
    title_before: NotRequired[Union[str, None]]
    # Title after name
    title_after: NotRequired[Union[str, None]]
    # Salutation
    salutation: NotRequired[Union[str, None]]
    # Company
    company: NotRequired[Union["ContactRecordCompany", str, None]]
    # Position
    position: NotRequired[Union[str, None]]
    # Lifecycle stage
    lifecycle: NotRequired[Union[Literal["customer", "prospect", "suspect", "lead", "related-contact", "discarded"], str, None]]
    # Legal entity
    is_legal_entity: NotRequired[Union[bool, str, None]]
    # Tax ID
    tax_id: NotRequired[Union[str, None]]
    # Birthday
    birthday: NotRequired[Union[str, None]]
    # Gender
    gender: NotRequired[Union[Literal["female", "male", "other"], str, None]]
    # Language
    language: NotRequired[Union[str, None]]
    # Key person
    key_person: NotRequired[Union[bool, str, None]]
    # Referred by
    referred_by: NotRequired[Union[str, None]]
    # Locations
    locations: NotRequired[Union[list["ContactRecordLocations"], str, None]]
    # E-mail
    email: NotRequired[Union[str, None]]
    # E-mail 2
    email2: NotRequired[Union[str, None]]
    # Phone
    phone: NotRequired[Union[str, None]]
    # Phone type
    phone_type: NotRequired[Union[str, None]]
    # Phone 2
    phone2: NotRequired[Union[str, None]]
    # Phone 2 type
    phone2_type: NotRequired[Union[str, None]]
    # Website
    website: NotRequired[Union[str, None]]
    # Fax
    fax: NotRequired[Union[str, None]]
    # Other contact
    other_contact: NotRequired[Union[str, None]]
    # Do not send marketing
    no_marketing: NotRequired[Union[bool, str, None]]
    # Facebook
    facebook: NotRequired[Union[str, None]]
    # LinkedIn
    linkedin: NotRequired[Union[str, None]]
    # Twitter
    twitter: NotRequired[Union[str, None]]
    # Instagram
    instagram: NotRequired[Union[str, None]]
    # YouTube
    youtube: NotRequired[Union[str, None]]
    # Skype
    skype: NotRequired[Union[str, None]]
    # Street
    street: NotRequired[Union[str, None]]
    # Number
    street_number: NotRequired[Union[str, None]]
    # District
    district: NotRequired[Union[str, None]]
    # City
    city: NotRequired[Union[str, None]]
    # Region
    region: NotRequired[Union[str, None]]
    # ZIP
    zip: NotRequired[Union[str, None]]
    # Country
    country: NotRequired[Union[str, None]]
    # Latitude
    latitude: NotRequired[Union[str, None]]
    # Longitude
    longitude: NotRequired[Union[str, None]]
    # Category
    category: NotRequired[Union[str, None]]
    # Source
    source: NotRequired[Union[str, None]]
    # Note
    note: NotRequired[Union[str, None]]
    # Description
    description: NotRequired[Union[str, None]]
    # Responsible
    responsible: NotRequired[Union[list["ContactRecordResponsible"], str, None]]
    # Status
    is_active: NotRequired[Union[bool, str, None]]
    created_at: NotRequired[Union[str, None]]
    updated_at: NotRequired[Union[str, None]]
    tags: list[str]
    version: int
    created_import: NotRequired[Union[int, None]]
    updated_import: NotRequired[Union[int, None]]


class ContactWriteCompany(TypedDict):
    id: str
    name: NotRequired[str]


class ContactWriteLocations(TypedDict):
    id: str


class ContactWriteResponsible(TypedDict):
    id: str


class ContactWrite(TypedDict):
    # External ID
    external_id: NotRequired[Union[str, None]]
    # First name
    first_name: NotRequired[Union[str, None]]
    # Last name
    last_name: NotRequired[Union[str, None]]
    # Full name
    name: NotRequired[Union[str, None]]
    # Title before name
    title_before: NotRequired[Union[str, None]]
    # Title after name
    title_after: NotRequired[Union[str, None]]
    # Salutation
    salutation: NotRequired[Union[str, None]]
    # Company
    company: NotRequired[Union["ContactWriteCompany", str, None]]
    # Position
    position: NotRequired[Union[str, None]]
    # Lifecycle stage
    lifecycle: NotRequired[Union[str, None]]
    # Legal entity
    is_legal_entity: NotRequired[Union[bool, str, None]]
    # Tax ID
    tax_id: NotRequired[Union[str, None]]
    # Birthday
    birthday: NotRequired[Union[str, None]]
    # Gender
    gender: NotRequired[Union[str, None]]
    # Language
    language: NotRequired[Union[str, None]]
    # Key person
    key_person: NotRequired[Union[bool, str, None]]
    # Referred by
    referred_by: NotRequired[Union[str, None]]
    # Locations
    locations: NotRequired[Union[list[Union["ContactWriteLocations", str]], str, None]]
    # E-mail
    email: NotRequired[Union[str, None]]
    # E-mail 2
    email2: NotRequired[Union[str, None]]
    # Phone
    phone: NotRequired[Union[str, None]]
    # Phone type
    phone_type: NotRequired[Union[str, None]]
    # Phone 2
    phone2: NotRequired[Union[str, None]]
    # Phone 2 type
    phone2_type: NotRequired[Union[str, None]]
    # Website
    website: NotRequired[Union[str, None]]
    # Fax
    fax: NotRequired[Union[str, None]]
    # Other contact
    other_contact: NotRequired[Union[str, None]]
    # Do not send marketing
    no_marketing: NotRequired[Union[bool, str, None]]
    # Facebook
    facebook: NotRequired[Union[str, None]]
    # LinkedIn
    linkedin: NotRequired[Union[str, None]]
    # Twitter
    twitter: NotRequired[Union[str, None]]
    # Instagram
    instagram: NotRequired[Union[str, None]]
    # YouTube
    youtube: NotRequired[Union[str, None]]
    # Skype
    skype: NotRequired[Union[str, None]]
    # Street
    street: NotRequired[Union[str, None]]
    # Number
    street_number: NotRequired[Union[str, None]]
    # District
    district: NotRequired[Union[str, None]]
    # City
    city: NotRequired[Union[str, None]]
    # Region
    region: NotRequired[Union[str, None]]
    # ZIP
    zip: NotRequired[Union[str, None]]
    # Country
    country: NotRequired[Union[str, None]]
    # Latitude
    latitude: NotRequired[Union[int, str, None]]
    # Longitude
    longitude: NotRequired[Union[int, str, None]]
    # Category
    category: NotRequired[Union[str, None]]
    # Source
    source: NotRequired[Union[str, None]]
    # Note
    note: NotRequired[Union[str, None]]
    # Description
    description: NotRequired[Union[str, None]]
    # Responsible
    responsible: NotRequired[Union[list[Union["ContactWriteResponsible", str]], str, None]]
    # Status
    is_active: NotRequired[Union[bool, str, None]]
    # Tags
    tags: NotRequired[Union[list[str], str, None]]


class Conversion(TypedDict):
    kind: Literal["text", "long-text", "integer", "decimal", "money", "percent", "yes-no", "date", "date-time", "time", "email", "phone", "web-address", "choice", "choices", "link", "links", "country"]
    dry_run: NotRequired[bool]


class Converted2Unfit(TypedDict):
    id: str
    value: str


class Converted2(TypedDict):
    values: int
    fit: int
    unfit: list["Converted2Unfit"]


class Counts(TypedDict):
    rows: int
    created: int
    updated: int
    unchanged: int
    skipped: int
    rejected: int
    failed: int
    errors: int
    warnings: int


class Credentials(TypedDict):
    name: str
    password: str


class Deactivation(TypedDict):
    heir: NotRequired[Union[str, None]]


class DealRecordCompany(TypedDict):
    id: str
    name: NotRequired[str]


class DealRecordContact(TypedDict):
    id: str
    name: NotRequired[str]


class DealRecordLead(TypedDict):
    id: str
    name: NotRequired[str]


class DealRecordResponsible(TypedDict):
    id: str


class DealRecord(TypedDict):
    id: str
    # External ID
    external_id: NotRequired[Union[str, None]]
    # Name
    name: NotRequired[Union[str, None]]
    # Company
    company: NotRequired[Union["DealRecordCompany", str, None]]
    # Contact
    contact: NotRequired[Union["DealRecordContact", str, None]]
    # Lead
    lead: NotRequired[Union["DealRecordLead", str, None]]
    # Value
    value: NotRequired[Union[str, None]]
    # Stage
    stage: NotRequired[Union[Literal["new", "qualified", "proposal", "negotiation", "won", "lost"], str, None]]
    # Close date
    close_date: NotRequired[Union[str, None]]
    # Responsible
    responsible: NotRequired[Union[list["DealRecordResponsible"], str, None]]
    created_at: NotRequired[Union[str, None]]
    updated_at: NotRequired[Union[str, None]]
    tags: list[str]
    version: int
    created_import: NotRequired[Union[int, None]]
    updated_import: NotRequired[Union[int, None]]


class DealWriteCompany(TypedDict):
    id: str
    name: NotRequired[str]


class DealWriteContact(TypedDict):
    id: str
    name: NotRequired[str]


class DealWriteLead(TypedDict):
    id: str
    name: NotRequired[str]


class DealWriteResponsible(TypedDict):
    id: str


class DealWrite(TypedDict):
    # External ID
    external_id: NotRequired[Union[str, None]]
    # Name
    name: NotRequired[Union[str, None]]
    # Company
    company: NotRequired[Union["DealWriteCompany", str, None]]
    # Contact
    contact: NotRequired[Union["DealWriteContact", str, None]]
    # Lead
    lead: NotRequired[Union["DealWriteLead", str, None]]
    # Value
    value: NotRequired[Union[int, str, None]]
    # Stage
    stage: NotRequired[Union[str, None]]
    # Close date
    close_date: NotRequired[Union[str, None]]
    # Responsible
    responsible: NotRequired[Union[list[Union["DealWriteResponsible", str]], str, None]]
    # Tags
    tags: NotRequired[Union[list[str], str, None]]


class Delivery(TypedDict):
    id: str
    event: str
    state: Literal["queued", "delivered", "failed"]
    attempts: int
    # What the receiver answered last.
    status: Union[int, None]
    # Why there was no answer.
    problem: Union[Literal["address-private", "unreachable", "too-slow"], None]
    created_at: str
    # When it is tried again.
    next_at: Union[str, None]
    finished_at: Union[str, None]


class EmbedSession(TypedDict):
    id: str
    state: Literal["waiting", "open", "ended"]
    types: list[str]
    origin: str
    # The address must be opened before.
    opens_until: str
    expires_at: str
    # Made within it.
    imports: list[str]


class EmbedSessionMade(TypedDict):
    id: str
    state: Literal["waiting", "open", "ended"]
    types: list[str]
    origin: str
    # The address must be opened before.
    opens_until: str
    expires_at: str
    # Made within it.
    imports: list[str]
    # For the `src` of the frame.
    url: str


class ErasureSame(TypedDict):
    type: str
    id: str


class Erasure(TypedDict):
    # All of the following together.
    places: int
    records: int
    # Links of other records.
    links: int
    # Entries of the history.
    changes: int
    # Rows of uploaded files.
    rows: int
    # Uploaded files that can no longer be downloaded.
    files: int
    # Quotations, mends, notices, messages, saved views.
    texts: int
    exports: int
    # 1 when the record was erased before.
    already: int
    # Other records with the same e-mail address or phone number; they stay.
    same: list["ErasureSame"]
    # The database was written anew, so that no byte is left behind.
    cleaned: bool


class ErasureRequest(TypedDict):
    # Only counts the places.
    dry_run: NotRequired[bool]


class ExportProgress(TypedDict):
    done: int
    total: int


class Export(TypedDict):
    id: str
    type: str
    name: str
    format: str
    state: Literal["queued", "running", "completed", "failed", "expired"]
    records: int
    bytes: int
    created_at: str
    finished_at: Union[str, None]
    expires_at: Union[str, None]
    # Why it failed.
    reason: Union[str, None]
    progress: Union["ExportProgress", None]
    links: dict[str, str]


class ExportNow(TypedDict):
    records: NotRequired["Chosen"]
    kind: NotRequired[Union[Literal["simple", "edit", "reimport"], None]]
    columns: NotRequired[Union[list[str], None]]
    format: NotRequired[Union[Literal["xlsx", "csv"], None]]
    delimiter: NotRequired[Union[str, None]]
    # Texts a spreadsheet would run are written as they are.
    unguarded: NotRequired[bool]
    language: NotRequired[Union[Literal["en", "cs", "pt-BR", "ru"], None]]
    # No mark that tells spreadsheets a CSV file is UTF-8.
    no_bom: NotRequired[bool]


class Field(TypedDict):
    key: str
    label: str
    kind: Literal["text", "long-text", "integer", "decimal", "money", "percent", "yes-no", "date", "date-time", "time", "email", "phone", "web-address", "choice", "choices", "link", "links", "country"]
    required: bool
    recommended: bool
    unique: bool
    importable: bool
    custom: bool
    archived: bool
    limit: Union[int, None]
    target: Union[str, None]
    choices: list[str]
    aliases: list[str]
    help: str
    example: str


FieldChangeLabels = TypedDict("FieldChangeLabels", {
    "en": "NotRequired[str]",
    "cs": "NotRequired[str]",
    "pt-BR": "NotRequired[str]",
    "ru": "NotRequired[str]",
})


FieldChangeHelp = TypedDict("FieldChangeHelp", {
    "en": "NotRequired[str]",
    "cs": "NotRequired[str]",
    "pt-BR": "NotRequired[str]",
    "ru": "NotRequired[str]",
})


FieldChangeChoicesLabels = TypedDict("FieldChangeChoicesLabels", {
    "en": "NotRequired[str]",
    "cs": "NotRequired[str]",
    "pt-BR": "NotRequired[str]",
    "ru": "NotRequired[str]",
})


class FieldChangeChoices(TypedDict):
    key: str
    labels: "FieldChangeChoicesLabels"
    aliases: NotRequired[list[str]]


FieldChangeAddChoicesLabels = TypedDict("FieldChangeAddChoicesLabels", {
    "en": "NotRequired[str]",
    "cs": "NotRequired[str]",
    "pt-BR": "NotRequired[str]",
    "ru": "NotRequired[str]",
})


class FieldChangeAddChoices(TypedDict):
    key: str
    labels: "FieldChangeAddChoicesLabels"
    aliases: NotRequired[list[str]]


class FieldChange(TypedDict):
    labels: NotRequired[Union["FieldChangeLabels", None]]
    help: NotRequired[Union["FieldChangeHelp", None]]
    aliases: NotRequired[Union[list[str], None]]
    required: NotRequired[Union[bool, None]]
    unique: NotRequired[Union[bool, None]]
    default: NotRequired[Union[str, None]]
    choices: NotRequired[Union[list[Union[str, "FieldChangeChoices"]], None]]
    # Further ones behind those there are.
    add_choices: NotRequired[list[Union[str, "FieldChangeAddChoices"]]]
    # Imports may bring new choices.
    open: NotRequired[Union[bool, None]]
    max_chars: NotRequired[Union[int, None]]
    archived: NotRequired[Union[bool, None]]


class FieldOrder(TypedDict):
    fields: list[str]


class FileLookSheetsRows(TypedDict):
    row: int
    cells: list[str]


class FileLookSheets(TypedDict):
    name: str
    hidden: bool
    refused: bool
    columns: int
    rows: list["FileLookSheetsRows"]


class FileLook(TypedDict):
    delimited: bool
    encoding: Union[str, None]
    encoding_sure: bool
    delimiter: Union[str, None]
    same_as: Union[str, None]
    sheets: list["FileLookSheets"]


class FileReading(TypedDict):
    sheet: NotRequired[Union[str, None]]
    header_row: NotRequired[Union[int, None]]
    encoding: NotRequired[Union[str, None]]
    delimiter: NotRequired[Union[str, None]]
    date_order: NotRequired[Union[str, None]]
    decimal: NotRequired[Union[str, None]]
    language: NotRequired[Union[Literal["en", "cs", "pt-BR", "ru"], None]]
    skip_hidden: NotRequired[bool]


class FirstAdministrator(TypedDict):
    # What stands in the set-up link the server printed.
    token: str
    login: str
    email: str
    password: str
    # What people sign in with.
    login_mode: NotRequired[Union[Literal["username", "email"], None]]
    # Of the installation.
    language: NotRequired[Union[Literal["en", "cs", "pt-BR", "ru"], None]]


class Fix(TypedDict):
    number: int
    mend: str
    sheet: Any
    column: Any
    text: str
    undone: bool


class Health(TypedDict):
    status: str


class HistoryChanges(TypedDict):
    field: str
    label: str
    before: Any
    after: Any


class History(TypedDict):
    # The run that did it; that of a single edit is below zero.
    run: int
    kind: str
    what: Literal["created", "updated", "deleted"]
    at: str
    by: str
    row: Union[int, None]
    changes: list["HistoryChanges"]


class Hit(TypedDict):
    type: str
    id: str
    name: Union[str, None]


class ImportFile(TypedDict):
    name: str
    size: int
    sha256: str
    sheet: Union[str, None]
    header_row: Union[int, None]
    encoding: Union[str, None]


class ImportNotesDates(TypedDict):
    # Texts that are dates with the day first and with no other order.
    day_first_only: int
    month_first_only: int
    both: int
    read_as: Literal["dmy", "mdy", "ymd"]


class ImportNotes(TypedDict):
    code: Literal["encoding-likely", "delimiter-likely", "sheets-unread", "hidden-sheets", "blank-rows", "hidden-rows", "filtered-rows", "hidden-columns", "formula-without-value", "text-after-quote", "merged-cells", "dates-fit", "dates-mixed", "dates-open"]
    # When several are read.
    sheet: Union[str, None]
    column: Union[str, None]
    field: Union[str, None]
    # Of what the code names: rows, columns, cells, areas, sheets, dates.
    count: int
    # The first row it is about.
    row: Union[int, None]
    dates: Union["ImportNotesDates", None]
    message: str


class ImportProgress(TypedDict):
    done: int
    total: Union[int, None]
    stage: str


class ImportCreatedBy(TypedDict):
    id: str
    login: str


class Import(TypedDict):
    id: str
    number: int
    type: str
    kind: str
    name: str
    state: Literal["uploaded", "reading", "mapping", "checking", "checked", "queued", "running", "completed", "stopped", "failed", "undone", "partly_undone"]
    outcome: Union[Literal["clean", "with_rejected", "nothing_to_do"], None]
    profile: Union[str, None]
    file: Union["ImportFile", None]
    notes: list["ImportNotes"]
    tag: Union[str, None]
    options: Any
    progress: "ImportProgress"
    counts: "Counts"
    # The run this one undoes.
    of_import: Union[int, None]
    created_by: "ImportCreatedBy"
    created_at: str
    started_at: Union[str, None]
    finished_at: Union[str, None]
    links: NotRequired[dict[str, str]]
    # The work that was asked for last.
    job: NotRequired[Union["Job", None]]


ImportBatch = TypedDict("ImportBatch", {
    "tag": "str",
    "import": "Union[int, None]",
    "type": "str",
    "records": "int",
})


ImportDeletion = TypedDict("ImportDeletion", {
    "id": "str",
    "import": "str",
    "state": "Literal['uploaded', 'reading', 'mapping', 'checking', 'checked', 'queued', 'running', 'completed', 'stopped', 'failed', 'undone', 'partly_undone']",
    "run": "'Import'",
    "job": "Union['Job', None]",
    "progress": "Any",
    "links": "dict[str, str]",
})


class ImportOptions(TypedDict):
    mode: NotRequired[Literal["create", "update", "create-and-update", "upsert"]]
    match_by: NotRequired[list[str]]
    empty: NotRequired[Literal["keep", "clear"]]
    duplicates: NotRequired[Literal["skip", "create", "error"]]
    repeated: NotRequired[Literal["error", "first", "last"]]
    on_error: NotRequired[Literal["skip", "abort"]]
    missing_links: NotRequired[Literal["error", "create", "empty"]]
    validation: NotRequired[Literal["standard", "strict", "structure", "off"]]
    tags: NotRequired[list[str]]
    owners: NotRequired[list[str]]
    responsible: NotRequired[Literal["replace", "add", "remove"]]
    role: NotRequired[Union[str, None]]
    bot: NotRequired[Union[str, None]]
    tunnel: NotRequired[Union[str, None]]
    lgt: NotRequired[Union[str, None]]


class ImportPatch(TypedDict):
    file: NotRequired["FileReading"]
    # The name of a saved recipe.
    recipe: NotRequired[str]
    name: NotRequired[str]
    options: NotRequired["ImportOptions"]


class ImportSummaryPartsLikely(TypedDict):
    column: str
    field: str
    label: str


class ImportSummaryParts(TypedDict):
    type: Union[str, None]
    sheet: Union[str, None]
    header_row: int
    encoding: Union[str, None]
    delimiter: Union[str, None]
    columns: int
    matched: int
    likely: list["ImportSummaryPartsLikely"]
    lacking: list[str]


class ImportSummaryGroups(TypedDict):
    rows: int
    code: str
    severity: Literal["error", "warning"]
    place: Union[str, None]
    first_row: int
    example: Union[str, None]
    chars: Union[str, None]
    limit: Union[str, None]


class ImportSummaryPeople(TypedDict):
    login: str
    gained: int
    lost: int


class ImportSummary(TypedDict):
    parts: list["ImportSummaryParts"]
    rows: int
    ready: Union[int, None]
    warned: Union[int, None]
    groups: list["ImportSummaryGroups"]
    people: Union[list["ImportSummaryPeople"], None]


class Invitation(TypedDict):
    login: str
    token: str
    # When the server knows its own address.
    url: Union[str, None]
    expires_at: Union[str, None]


class Issue(TypedDict):
    row: int
    column: Union[str, None]
    field: Union[str, None]
    severity: Literal["error", "warning", "note"]
    code: str
    value: Union[str, None]
    message: str
    mends: list[dict[str, Any]]


class IssueGroupValues(TypedDict):
    value: str
    rows: int


class IssueGroup(TypedDict):
    rows: int
    code: str
    title: str
    severity: Literal["error", "warning", "note"]
    column: Union[str, None]
    field: Union[str, None]
    first_row: int
    example: Union[str, None]
    values: list["IssueGroupValues"]
    distinct: int
    help: str


class JobProblem(TypedDict):
    code: str
    kind: str
    title: str
    detail: str
    likely: Union[str, None]
    errors: list[dict[str, Any]]


class Job(TypedDict):
    id: str
    kind: str
    state: Literal["queued", "running", "done", "failed", "cancelled", "parked"]
    created_at: str
    finished_at: Union[str, None]
    # Why it did not come to its end.
    problem: Union["JobProblem", None]
    # What was taken back, when that was the work.
    report: Union["TakenBack", None]


class Kept(TypedDict):
    type: str
    id: str
    name: str
    reason: str
    detail: Any


class LeadRecordResponsible(TypedDict):
    id: str


class LeadRecord(TypedDict):
    id: str
    # External ID
    external_id: NotRequired[Union[str, None]]
    # Subject
    topic: NotRequired[Union[str, None]]
    # Priority
    priority: NotRequired[Union[Literal["low", "normal", "high"], str, None]]
    # Company name
    company_name: NotRequired[Union[str, None]]
    # Registration no.
    registration_number: NotRequired[Union[str, None]]
    # First name
    first_name: NotRequired[Union[str, None]]
    # Last name
    last_name: NotRequired[Union[str, None]]
    # Title before name
    title_before: NotRequired[Union[str, None]]
    # Title after name
    title_after: NotRequired[Union[str, None]]
    # Natural person
    is_person: NotRequired[Union[bool, str, None]]
    # Stage
    phase: NotRequired[Union[str, None]]
    # Territory
    territory: NotRequired[Union[str, None]]
    # E-mail
    email: NotRequired[Union[str, None]]
    # E-mail 2
    email2: NotRequired[Union[str, None]]
    # Phone
    phone: NotRequired[Union[str, None]]
    # Phone type
    phone_type: NotRequired[Union[str, None]]
    # Phone 2
    phone2: NotRequired[Union[str, None]]
    # Phone 2 type
    phone2_type: NotRequired[Union[str, None]]
    # Website
    website: NotRequired[Union[str, None]]
    # Fax
    fax: NotRequired[Union[str, None]]
    # Other contact
    other_contact: NotRequired[Union[str, None]]
    # Do not send marketing
    no_marketing: NotRequired[Union[bool, str, None]]
    # Facebook
    facebook: NotRequired[Union[str, None]]
    # LinkedIn
    linkedin: NotRequired[Union[str, None]]
    # Twitter
    twitter: NotRequired[Union[str, None]]
    # Instagram
    instagram: NotRequired[Union[str, None]]
    # YouTube
    youtube: NotRequired[Union[str, None]]
    # Skype
    skype: NotRequired[Union[str, None]]
    # Street
    street: NotRequired[Union[str, None]]
    # Number
    street_number: NotRequired[Union[str, None]]
    # District
    district: NotRequired[Union[str, None]]
    # City
    city: NotRequired[Union[str, None]]
    # Region
    region: NotRequired[Union[str, None]]
    # ZIP
    zip: NotRequired[Union[str, None]]
    # Country
    country: NotRequired[Union[str, None]]
    # Latitude
    latitude: NotRequired[Union[str, None]]
    # Longitude
    longitude: NotRequired[Union[str, None]]
    # Category
    category: NotRequired[Union[str, None]]
    # Source
    source: NotRequired[Union[str, None]]
    # Note
    note: NotRequired[Union[str, None]]
    # Description
    description: NotRequired[Union[str, None]]
    # Responsible
    responsible: NotRequired[Union[list["LeadRecordResponsible"], str, None]]
    created_at: NotRequired[Union[str, None]]
    updated_at: NotRequired[Union[str, None]]
    tags: list[str]
    version: int
    created_import: NotRequired[Union[int, None]]
    updated_import: NotRequired[Union[int, None]]


class LeadWriteResponsible(TypedDict):
    id: str


class LeadWrite(TypedDict):
    # External ID
    external_id: NotRequired[Union[str, None]]
    # Subject
    topic: NotRequired[Union[str, None]]
    # Priority
    priority: NotRequired[Union[str, None]]
    # Company name
    company_name: NotRequired[Union[str, None]]
    # Registration no.
    registration_number: NotRequired[Union[str, None]]
    # First name
    first_name: NotRequired[Union[str, None]]
    # Last name
    last_name: NotRequired[Union[str, None]]
    # Title before name
    title_before: NotRequired[Union[str, None]]
    # Title after name
    title_after: NotRequired[Union[str, None]]
    # Natural person
    is_person: NotRequired[Union[bool, str, None]]
    # Stage
    phase: NotRequired[Union[str, None]]
    # Territory
    territory: NotRequired[Union[str, None]]
    # E-mail
    email: NotRequired[Union[str, None]]
    # E-mail 2
    email2: NotRequired[Union[str, None]]
    # Phone
    phone: NotRequired[Union[str, None]]
    # Phone type
    phone_type: NotRequired[Union[str, None]]
    # Phone 2
    phone2: NotRequired[Union[str, None]]
    # Phone 2 type
    phone2_type: NotRequired[Union[str, None]]
    # Website
    website: NotRequired[Union[str, None]]
    # Fax
    fax: NotRequired[Union[str, None]]
    # Other contact
    other_contact: NotRequired[Union[str, None]]
    # Do not send marketing
    no_marketing: NotRequired[Union[bool, str, None]]
    # Facebook
    facebook: NotRequired[Union[str, None]]
    # LinkedIn
    linkedin: NotRequired[Union[str, None]]
    # Twitter
    twitter: NotRequired[Union[str, None]]
    # Instagram
    instagram: NotRequired[Union[str, None]]
    # YouTube
    youtube: NotRequired[Union[str, None]]
    # Skype
    skype: NotRequired[Union[str, None]]
    # Street
    street: NotRequired[Union[str, None]]
    # Number
    street_number: NotRequired[Union[str, None]]
    # District
    district: NotRequired[Union[str, None]]
    # City
    city: NotRequired[Union[str, None]]
    # Region
    region: NotRequired[Union[str, None]]
    # ZIP
    zip: NotRequired[Union[str, None]]
    # Country
    country: NotRequired[Union[str, None]]
    # Latitude
    latitude: NotRequired[Union[int, str, None]]
    # Longitude
    longitude: NotRequired[Union[int, str, None]]
    # Category
    category: NotRequired[Union[str, None]]
    # Source
    source: NotRequired[Union[str, None]]
    # Note
    note: NotRequired[Union[str, None]]
    # Description
    description: NotRequired[Union[str, None]]
    # Responsible
    responsible: NotRequired[Union[list[Union["LeadWriteResponsible", str]], str, None]]
    # Tags
    tags: NotRequired[Union[list[str], str, None]]


class LgtRecordTunnel(TypedDict):
    id: str
    name: NotRequired[str]


class LgtRecord(TypedDict):
    id: str
    # External ID
    external_id: NotRequired[Union[str, None]]
    # Name
    name: NotRequired[Union[str, None]]
    # Tunnel
    tunnel: NotRequired[Union["LgtRecordTunnel", str, None]]
    created_at: NotRequired[Union[str, None]]
    updated_at: NotRequired[Union[str, None]]
    tags: list[str]
    version: int
    created_import: NotRequired[Union[int, None]]
    updated_import: NotRequired[Union[int, None]]


class LgtWriteTunnel(TypedDict):
    id: str
    name: NotRequired[str]


class LgtWrite(TypedDict):
    # External ID
    external_id: NotRequired[Union[str, None]]
    # Name
    name: NotRequired[Union[str, None]]
    # Tunnel
    tunnel: NotRequired[Union["LgtWriteTunnel", str, None]]
    # Tags
    tags: NotRequired[Union[list[str], str, None]]


class LinkedRecordsRecords(TypedDict):
    id: str
    name: str


class LinkedRecords(TypedDict):
    type: str
    field: str
    label: str
    records: list["LinkedRecordsRecords"]
    has_more: bool


class LocationRecordCompany(TypedDict):
    id: str
    name: NotRequired[str]


class LocationRecordResponsible(TypedDict):
    id: str


class LocationRecord(TypedDict):
    id: str
    # External ID
    external_id: NotRequired[Union[str, None]]
    # Name
    name: NotRequired[Union[str, None]]
    # Company
    company: NotRequired[Union["LocationRecordCompany", str, None]]
    # Address
    address: NotRequired[Union[str, None]]
    # Radius
    radius: NotRequired[Union[int, str, None]]
    # Group
    group: NotRequired[Union[str, None]]
    # Type
    type: NotRequired[Union[str, None]]
    # State
    state: NotRequired[Union[str, None]]
    # Priority
    priority: NotRequired[Union[str, None]]
    # Region
    region: NotRequired[Union[str, None]]
    # E-mail
    email: NotRequired[Union[str, None]]
    # E-mail 2
    email2: NotRequired[Union[str, None]]
    # Phone
    phone: NotRequired[Union[str, None]]
    # Phone type
    phone_type: NotRequired[Union[str, None]]
    # Phone 2
    phone2: NotRequired[Union[str, None]]
    # Phone 2 type
    phone2_type: NotRequired[Union[str, None]]
    # Website
    website: NotRequired[Union[str, None]]
    # Fax
    fax: NotRequired[Union[str, None]]
    # Other contact
    other_contact: NotRequired[Union[str, None]]
    # Do not send marketing
    no_marketing: NotRequired[Union[bool, str, None]]
    # Facebook
    facebook: NotRequired[Union[str, None]]
    # LinkedIn
    linkedin: NotRequired[Union[str, None]]
    # Twitter
    twitter: NotRequired[Union[str, None]]
    # Instagram
    instagram: NotRequired[Union[str, None]]
    # YouTube
    youtube: NotRequired[Union[str, None]]
    # Skype
    skype: NotRequired[Union[str, None]]
    # Responsible
    responsible: NotRequired[Union[list["LocationRecordResponsible"], str, None]]
    # Status
    is_active: NotRequired[Union[bool, str, None]]
    created_at: NotRequired[Union[str, None]]
    updated_at: NotRequired[Union[str, None]]
    tags: list[str]
    version: int
    created_import: NotRequired[Union[int, None]]
    updated_import: NotRequired[Union[int, None]]


class LocationWriteCompany(TypedDict):
    id: str
    name: NotRequired[str]


class LocationWriteResponsible(TypedDict):
    id: str


class LocationWrite(TypedDict):
    # External ID
    external_id: NotRequired[Union[str, None]]
    # Name
    name: NotRequired[Union[str, None]]
    # Company
    company: NotRequired[Union["LocationWriteCompany", str, None]]
    # Address
    address: NotRequired[Union[str, None]]
    # Radius
    radius: NotRequired[Union[int, str, None]]
    # Group
    group: NotRequired[Union[str, None]]
    # Type
    type: NotRequired[Union[str, None]]
    # State
    state: NotRequired[Union[str, None]]
    # Priority
    priority: NotRequired[Union[str, None]]
    # Region
    region: NotRequired[Union[str, None]]
    # E-mail
    email: NotRequired[Union[str, None]]
    # E-mail 2
    email2: NotRequired[Union[str, None]]
    # Phone
    phone: NotRequired[Union[str, None]]
    # Phone type
    phone_type: NotRequired[Union[str, None]]
    # Phone 2
    phone2: NotRequired[Union[str, None]]
    # Phone 2 type
    phone2_type: NotRequired[Union[str, None]]
    # Website
    website: NotRequired[Union[str, None]]
    # Fax
    fax: NotRequired[Union[str, None]]
    # Other contact
    other_contact: NotRequired[Union[str, None]]
    # Do not send marketing
    no_marketing: NotRequired[Union[bool, str, None]]
    # Facebook
    facebook: NotRequired[Union[str, None]]
    # LinkedIn
    linkedin: NotRequired[Union[str, None]]
    # Twitter
    twitter: NotRequired[Union[str, None]]
    # Instagram
    instagram: NotRequired[Union[str, None]]
    # YouTube
    youtube: NotRequired[Union[str, None]]
    # Skype
    skype: NotRequired[Union[str, None]]
    # Responsible
    responsible: NotRequired[Union[list[Union["LocationWriteResponsible", str]], str, None]]
    # Status
    is_active: NotRequired[Union[bool, str, None]]
    # Tags
    tags: NotRequired[Union[list[str], str, None]]


class LoginModeCheckShared(TypedDict):
    email: str
    logins: list[str]


class LoginModeCheck(TypedDict):
    is_possible: bool
    shared: list["LoginModeCheckShared"]


class MappingColumns(TypedDict):
    part: NotRequired[int]
    # 1 is the first; or say `column`.
    number: NotRequired[Union[int, None]]
    # The header over it.
    column: NotRequired[Union[str, None]]
    # Null leaves the column out.
    field: Union[str, None]
    existing: NotRequired[Union[Literal["overwrite", "fill", "add", "remove", "leave"], None]]
    empty: NotRequired[Union[Literal["keep", "clear"], None]]
    date_order: NotRequired[Union[str, None]]
    decimal: NotRequired[Union[str, None]]
    separator: NotRequired[Union[str, None]]


class Mapping(TypedDict):
    columns: list["MappingColumns"]


class MePreferences(TypedDict):
    language: Union[Literal["en", "cs", "pt-BR", "ru"], None]
    theme: Union[Literal["system", "light", "dark"], None]
    shortcuts: Union[Literal["on", "off"], None]


class Me(TypedDict):
    id: str
    login: str
    role: Literal["administrator", "operator", "end-user"]
    # Of this answer.
    language: str
    # What was chosen; null where nothing was.
    preferences: "MePreferences"
    scopes: Union[list[Literal["read", "write", "import", "export", "admin"]], None]
    permissions: list[Literal["see-records", "edit-records", "import", "import-leads", "import-users", "take-back", "export", "bulk-edit", "administer", "operate"]]


class MyChoices(TypedDict):
    language: NotRequired[Literal["en", "cs", "pt-BR", "ru"]]
    theme: NotRequired[Literal["system", "light", "dark"]]
    shortcuts: NotRequired[Literal["on", "off"]]


class NewBulkAction(TypedDict):
    type: str
    records: "Chosen"
    actions: list["BulkStep"]
    dry_run: NotRequired[bool]
    # Of the values; English when not given.
    language: NotRequired[Union[Literal["en", "cs", "pt-BR", "ru"], None]]


NewEmbedSessionTheme = TypedDict("NewEmbedSessionTheme", {
    "page": "NotRequired[str]",
    "surface": "NotRequired[str]",
    "raised": "NotRequired[str]",
    "text": "NotRequired[str]",
    "muted": "NotRequired[str]",
    "border": "NotRequired[str]",
    "hairline": "NotRequired[str]",
    "accent": "NotRequired[str]",
    "accent-strong": "NotRequired[str]",
    "on-accent": "NotRequired[str]",
    "accent-tint": "NotRequired[str]",
    "success": "NotRequired[str]",
    "success-tint": "NotRequired[str]",
    "warning": "NotRequired[str]",
    "warning-tint": "NotRequired[str]",
    "danger": "NotRequired[str]",
    "danger-tint": "NotRequired[str]",
    "info": "NotRequired[str]",
    "info-tint": "NotRequired[str]",
    "hover": "NotRequired[str]",
    "radius": "NotRequired[str]",
    "radius-card": "NotRequired[str]",
    "font": "NotRequired[str]",
    "scheme": "NotRequired[Literal['system', 'light', 'dark']]",
})


class NewEmbedSession(TypedDict):
    # The record type that may be imported; or say `types`.
    type: NotRequired[str]
    # Several, to choose from.
    types: NotRequired[list[str]]
    # A preset; that of the type when it is not said.
    profile: NotRequired[str]
    # Of every import; when they are said, people do not choose them.
    options: NotRequired["ImportOptions"]
    # The only origin whose pages may show it, and that hears of it. With TLS, or on this machine.
    origin: str
    # As the browser says when it is not said.
    language: NotRequired[Literal["en", "cs", "pt-BR", "ru"]]
    # Colours, corners and fonts.
    theme: NotRequired["NewEmbedSessionTheme"]
    # Seconds it lives; it must be opened within five minutes.
    expires: NotRequired[int]


class NewExport(TypedDict):
    records: NotRequired["Chosen"]
    kind: NotRequired[Union[Literal["simple", "edit", "reimport"], None]]
    columns: NotRequired[Union[list[str], None]]
    format: NotRequired[Union[Literal["xlsx", "csv"], None]]
    delimiter: NotRequired[Union[str, None]]
    # Texts a spreadsheet would run are written as they are.
    unguarded: NotRequired[bool]
    language: NotRequired[Union[Literal["en", "cs", "pt-BR", "ru"], None]]
    type: str
    encoding: NotRequired[Union[Literal["utf-8", "windows-1250", "windows-1251", "windows-1252"], None]]


NewFieldLabels = TypedDict("NewFieldLabels", {
    "en": "NotRequired[str]",
    "cs": "NotRequired[str]",
    "pt-BR": "NotRequired[str]",
    "ru": "NotRequired[str]",
})


NewFieldHelp = TypedDict("NewFieldHelp", {
    "en": "NotRequired[str]",
    "cs": "NotRequired[str]",
    "pt-BR": "NotRequired[str]",
    "ru": "NotRequired[str]",
})


NewFieldChoicesLabels = TypedDict("NewFieldChoicesLabels", {
    "en": "NotRequired[str]",
    "cs": "NotRequired[str]",
    "pt-BR": "NotRequired[str]",
    "ru": "NotRequired[str]",
})


class NewFieldChoices(TypedDict):
    key: str
    labels: "NewFieldChoicesLabels"
    aliases: NotRequired[list[str]]


NewFieldAddChoicesLabels = TypedDict("NewFieldAddChoicesLabels", {
    "en": "NotRequired[str]",
    "cs": "NotRequired[str]",
    "pt-BR": "NotRequired[str]",
    "ru": "NotRequired[str]",
})


class NewFieldAddChoices(TypedDict):
    key: str
    labels: "NewFieldAddChoicesLabels"
    aliases: NotRequired[list[str]]


class NewField(TypedDict):
    labels: NotRequired[Union["NewFieldLabels", None]]
    help: NotRequired[Union["NewFieldHelp", None]]
    aliases: NotRequired[Union[list[str], None]]
    required: NotRequired[Union[bool, None]]
    unique: NotRequired[Union[bool, None]]
    default: NotRequired[Union[str, None]]
    choices: NotRequired[Union[list[Union[str, "NewFieldChoices"]], None]]
    # Further ones behind those there are.
    add_choices: NotRequired[list[Union[str, "NewFieldAddChoices"]]]
    # Imports may bring new choices.
    open: NotRequired[Union[bool, None]]
    max_chars: NotRequired[Union[int, None]]
    key: NotRequired[Union[str, None]]
    kind: NotRequired[Union[Literal["text", "long-text", "integer", "decimal", "money", "percent", "yes-no", "date", "date-time", "time", "email", "phone", "web-address", "choice", "choices", "link", "links", "country"], None]]
    target: NotRequired[Union[str, None]]


NewFixReplace = TypedDict("NewFixReplace", {
    "mend": "Literal['replace']",
    "column": "str",
    "from": "str",
    "to": "str",
})


class NewFixSetEmpty(TypedDict):
    mend: Literal["set-empty"]
    column: str
    text: str


class NewFixSet(TypedDict):
    mend: Literal["set"]
    row: int
    column: str
    text: str


class NewFixLeaveOutCode(TypedDict):
    mend: Literal["leave-out-code"]
    code: str


class NewFixLeaveOutRows(TypedDict):
    mend: Literal["leave-out-rows"]
    rows: list[int]
    sheet: NotRequired[Union[str, None]]


class NewFixSuggestions(TypedDict):
    mend: Literal["suggestions"]
    code: str
    column: NotRequired[Union[str, None]]


class NewFixValues(TypedDict):
    mend: Literal["values"]
    code: str
    column: NotRequired[Union[str, None]]
    values: dict[str, str]


class NewFixFillEmpty(TypedDict):
    mend: Literal["fill-empty"]
    code: str
    column: NotRequired[Union[str, None]]
    text: str


class NewFixCut(TypedDict):
    mend: Literal["cut"]
    code: str
    column: NotRequired[Union[str, None]]
    chars: int


class NewFixLeaveOutGroup(TypedDict):
    mend: Literal["leave-out-group"]
    code: str
    column: NotRequired[Union[str, None]]


class NewFixRedo(TypedDict):
    mend: Literal["redo"]


class NewImportValues(TypedDict):
    column: str
    text: str
    meaning: str


class NewImport(TypedDict):
    type: str
    profile: NotRequired[str]
    name: NotRequired[str]
    recipe: NotRequired[str]
    auto: NotRequired[Literal["none", "check", "start_if_clean", "start"]]
    file: NotRequired["FileReading"]
    options: NotRequired["ImportOptions"]
    # A recipe that is not saved here: its text.
    recipe_document: NotRequired[Union[str, None]]
    # Header → field; null leaves the column out.
    mapping: NotRequired[dict[str, Union[str, None]]]
    # What texts in a column stand for.
    values: NotRequired[list["NewImportValues"]]
    accept_likely: NotRequired[bool]
    # A file that came in pieces: its number at `/uploads`.
    upload: NotRequired[str]
    # Rows instead of a file: an object a row, its members the columns.
    rows: NotRequired[list[dict[str, Any]]]


class NewImportDeletion(TypedDict):
    type: str
    tag: str
    keep_edited: NotRequired[bool]
    dry_run: NotRequired[bool]


NewRecipe = TypedDict("NewRecipe", {
    "name": "str",
    "document": "NotRequired[Union[str, None]]",
    "import": "NotRequired[Union[str, None]]",
})


class NewToken(TypedDict):
    name: str
    scopes: list[Literal["read", "write", "import", "export", "admin"]]
    days: int
    # The login of its owner; the caller when not given.
    user: NotRequired[Union[str, None]]


class NewType(TypedDict):
    # TOML, as `kartoteka type add` takes it.
    definition: str


class NewUpload(TypedDict):
    name: str
    size: NotRequired[Union[int, None]]


class NewUser(TypedDict):
    login: str
    email: str
    role: NotRequired[Union[Literal["administrator", "operator", "end-user"], None]]
    fields: NotRequired["UserWrite"]


class NewValueMap(TypedDict):
    values: dict[str, Union[str, None]]


class NewView(TypedDict):
    type: str
    name: str
    query: str
    is_shared: NotRequired[bool]


class NewWebhook(TypedDict):
    url: str
    events: list[Literal["import.checked", "import.finished", "import.stopped", "import.failed", "import.undone", "import.deleted", "bulk.finished", "bulk.stopped", "bulk.failed", "export.ready", "export.failed"]]


class Notification(TypedDict):
    id: str
    code: str
    message: str
    link: str
    at: str
    is_read: bool


class OwnSession(TypedDict):
    id: str
    # Comes with every change in the header `X-CSRF-Token`.
    csrf_token: str
    # At the latest; earlier when it is not used.
    expires_at: Union[str, None]
    me: "Me"


class PlannedRowChanges(TypedDict):
    field: str
    label: str
    before: Any
    after: Any


class PlannedRow(TypedDict):
    row: int
    part: int
    outcome: Literal["created", "updated", "unchanged", "skipped", "rejected", "failed"]
    id: Union[str, None]
    name: Any
    changes: list["PlannedRowChanges"]


class PreviewFields(TypedDict):
    part: int
    field: str
    label: str
    rows: int
    cleared: int


class PreviewPeople(TypedDict):
    login: str
    gained: int
    lost: int


class Preview(TypedDict):
    counts: "Counts"
    fields: list["PreviewFields"]
    activated: int
    deactivated: int
    people: list["PreviewPeople"]


class ProblemErrors(TypedDict):
    # The place in the document, as a JSON pointer.
    pointer: str
    # What is wrong there: a code of a problem, or of an issue of a row.
    code: str
    detail: NotRequired[str]
    severity: NotRequired[str]
    # What the place holds now.
    current: NotRequired[Any]
    # What is wrong with a record, as issues of imports have it.
    issue: NotRequired[Any]


class Problem(TypedDict):
    # An address of the code.
    type: str
    # What happened, in the language of `Accept-Language`.
    title: str
    status: int
    # Stable; more may come.
    code: Literal["address_in_use", "address_unknown", "address_unusable", "all_or_nothing_errors", "backup_unfit", "batch_size", "body_too_large", "body_unreadable", "bomb", "bot_required", "bulk_delete_alone", "bulk_empty", "bulk_nobody", "bulk_unfit", "cell_too_long", "child_failed", "choice_held", "choice_twice", "code_unknown", "colleague_may_not", "column_mapped_twice", "column_not_found", "column_unknown", "columns_too_many", "command_unknown", "config_key_unknown", "config_unreadable", "config_value_unfit", "copy_export_under_way", "copy_nothing_there", "copy_place_unfit", "copy_run_under_way", "copy_target_taken", "copy_unequal", "cross_site", "csrf_token_missing", "cursor_gone", "damaged", "data_dir_missing", "database_address", "database_certificate", "database_collision", "database_commit_unknown", "database_damaged", "database_foreign", "database_locked", "database_newer", "database_no_entry", "database_no_rights", "database_on_server", "database_read_only", "database_server_old", "database_server_reads", "database_unopenable", "database_unreachable", "default_tunnel_stays", "default_unreadable", "definition_unreadable", "dialect_unusable", "directory_not_empty", "disk_full", "draft_changed", "edit_file_other_type", "edit_type_unfit", "embed_needs_tls", "embed_not_framed", "embed_origin_unfit", "embed_over", "embed_theme_unfit", "embed_ticket_unfit", "embed_time_unfit", "embed_type_unfit", "embed_unknown", "embed_without_type", "encoding_broken", "encoding_unconfirmed", "encoding_unknown", "encoding_utf32", "erase_no_people", "erase_run_under_way", "erasures_unfit", "examples_missing", "export_columns_too_many", "export_rows_too_many", "export_sign_unknown", "export_text_too_long", "export_unfinished", "export_without_order", "fault", "fault_local", "field_archived", "field_exists", "field_filled", "field_not_writable", "field_order_unfit", "field_unknown", "file_bomb", "file_damaged", "file_empty", "file_exists", "file_forgotten", "file_hostile", "file_locked", "file_missing", "file_not_a_sheet", "file_not_chosen", "file_not_sent", "file_too_large", "file_too_old", "file_unreadable", "filter_unfit", "filter_unreadable", "fix_not_last", "heir_unfit", "hostile", "id_unreadable", "idempotency_key_busy", "idempotency_key_mismatch", "idempotency_key_reused", "idempotency_key_spent", "if_match_missing", "import_changed", "import_changed_since", "import_not_changeable", "import_not_startable", "import_runs_elsewhere", "import_unchecked", "import_unknown", "import_without_file", "invitation_expired", "invitation_unknown", "invitation_used", "io_failed", "job_not_parked", "job_unknown", "job_workers_died", "jq_failed", "jq_not_understood", "key_unfit", "kind_needs_target", "language_unknown", "last_administrator", "lease_lost", "login_mode_conflict", "mapping_incomplete", "match_unmapped", "media_type_unfit", "member_unfit", "member_unknown", "mend_unknown", "mend_without_column", "method_not_allowed", "metrics_token_empty", "mode_fixed", "no_data", "no_place_for_tokens", "no_terminal_confirm", "no_wait_local", "not_a_sheet", "not_found", "not_over_server", "nothing_said", "nothing_to_undo", "order_unknown", "out_of_memory", "output_field_unknown", "password_protected", "password_too_long", "password_too_short", "password_wrong", "permission_denied", "query_unknown", "quote_open", "reading_failed", "reading_out_of_memory", "reading_timed_out", "recipe_name_taken", "recipe_name_unfit", "recipe_unknown", "recipe_unreadable", "recipe_version", "record_changed", "record_incomplete", "record_rejected", "record_unknown", "records_unsaid", "reference_held", "reference_several", "reference_unknown", "resource_changed", "restore_in_use", "restore_over", "row_too_long", "row_unknown", "rows_too_many", "selection_gone", "selection_missing", "selection_twice", "server_not_remembered", "server_said", "server_strange", "server_token_missing", "server_unfit", "server_unreachable", "server_unsafe", "server_version_differs", "session_unknown", "set_up_spent", "setting_unfit", "setting_unknown", "sheet_missing", "sheet_unknown", "sign_in_blocked", "sign_in_failed", "sort_unfit", "stopped", "tag_unknown", "tags_unfit", "template_sheets_unfit", "timed_out", "token_days_unfit", "token_invalid", "token_missing", "token_name_unfit", "token_scope_missing", "token_unknown", "token_without_scope", "token_without_user", "too_many_columns", "too_many_jobs", "too_many_requests", "too_many_rows", "too_many_webhooks", "too_old", "type_exists", "type_unknown", "undo_of_undo", "update_without_key", "upload_busy", "upload_incomplete", "upload_offset_unfit", "upload_unknown", "user_inactive", "user_unknown", "utf_32", "value_taken", "value_unreadable", "view_long", "view_name", "webhook_event_unknown", "webhook_url_unfit", "webhook_without_event"]
    # What kind of no it is.
    kind: Literal["not-found", "forbidden", "conflict", "malformed", "unacceptable", "unavailable", "fault"]
    # What happened and what to do.
    detail: str
    # The address.
    instance: Union[str, None]
    # As in `X-Request-Id`.
    request_id: str
    errors: list["ProblemErrors"]
    # The name that was perhaps meant.
    likely: NotRequired[str]


class ProductRecord(TypedDict):
    id: str
    # External ID
    external_id: NotRequired[Union[str, None]]
    # Code
    code: NotRequired[Union[str, None]]
    # Name
    name: NotRequired[Union[str, None]]
    # Unit
    unit: NotRequired[Union[str, None]]
    # Tax rate
    tax_rate: NotRequired[Union[str, None]]
    # Cost
    cost: NotRequired[Union[str, None]]
    # Price
    price: NotRequired[Union[str, None]]
    # Category
    category: NotRequired[Union[str, None]]
    # Product line
    product_line: NotRequired[Union[str, None]]
    # Description
    description: NotRequired[Union[str, None]]
    created_at: NotRequired[Union[str, None]]
    updated_at: NotRequired[Union[str, None]]
    tags: list[str]
    version: int
    created_import: NotRequired[Union[int, None]]
    updated_import: NotRequired[Union[int, None]]


class ProductWrite(TypedDict):
    # External ID
    external_id: NotRequired[Union[str, None]]
    # Code
    code: NotRequired[Union[str, None]]
    # Name
    name: NotRequired[Union[str, None]]
    # Unit
    unit: NotRequired[Union[str, None]]
    # Tax rate
    tax_rate: NotRequired[Union[int, str, None]]
    # Cost
    cost: NotRequired[Union[int, str, None]]
    # Price
    price: NotRequired[Union[int, str, None]]
    # Category
    category: NotRequired[Union[str, None]]
    # Product line
    product_line: NotRequired[Union[str, None]]
    # Description
    description: NotRequired[Union[str, None]]
    # Tags
    tags: NotRequired[Union[list[str], str, None]]


class QueuedJob(TypedDict):
    id: str
    kind: str
    # The import, run or export it is about.
    subject: Union[str, None]
    state: Literal["queued", "running", "done", "failed", "cancelled", "parked"]
    asked_by: str
    # How often a worker began it.
    attempts: int
    # Machine, process and letters of chance of who does it, or did it last.
    node: Union[str, None]
    # It runs, and its worker gives signs of life.
    is_alive: bool
    # The code of why it waits for another try or is parked.
    reason: Union[str, None]
    created_at: str
    finished_at: Union[str, None]


class Recipe(TypedDict):
    name: str
    version: int
    updated_at: str
    updated_by: str
    document: str


class RecipeLine(TypedDict):
    name: str
    version: int
    updated_at: str
    updated_by: str


class RecipeText(TypedDict):
    document: str
    name: NotRequired[Union[str, None]]


class RecordBatchItems(TypedDict):
    # A record to be changed; a new one when not given.
    id: NotRequired[Union[str, int, None]]
    # Refuse when the record is not of this version any more.
    version: NotRequired[Union[int, None]]
    fields: "RecordWrite"


class RecordBatch(TypedDict):
    items: list["RecordBatchItems"]
    # When one stays out, all do.
    all_or_nothing: NotRequired[bool]


class RecordBatchReportItemsErrors(TypedDict):
    pointer: str
    code: str
    detail: str
    severity: str


class RecordBatchReportItems(TypedDict):
    outcome: Literal["created", "updated", "unchanged", "rejected", "held_back"]
    id: NotRequired[str]
    errors: NotRequired[list["RecordBatchReportItemsErrors"]]


class RecordBatchReport(TypedDict):
    run: Union[str, None]
    counts: "Counts"
    items: list["RecordBatchReportItems"]


class RecordTags(TypedDict):
    tags: list[str]


class Role(TypedDict):
    key: Literal["administrator", "operator", "end-user"]
    permissions: list[str]


class RowCells(TypedDict):
    column: str
    text: str
    before: Union[str, None]


class Row(TypedDict):
    row: int
    sheet: str
    left_out: bool
    sort: Union[Literal["ready", "warned", "rejected", "skipped"], None]
    cells: list["RowCells"]
    issues: list["Issue"]


class RowPatch(TypedDict):
    sheet: NotRequired[Union[str, None]]
    # Header → text.
    cells: NotRequired[dict[str, Union[str, int, None]]]
    left_out: NotRequired[Union[bool, None]]


class RunChangeChanges(TypedDict):
    field: str
    label: str
    before: str
    after: str


class RunChange(TypedDict):
    type: str
    id: str
    what: Literal["created", "updated", "deleted"]
    at: str
    # Fields before and after; what a record was created with stands in it.
    changes: list["RunChangeChanges"]


class Session(TypedDict):
    id: str
    login: str
    device: str
    began_at: str
    used_at: str


class Setting(TypedDict):
    key: str
    value: str
    default: str
    is_set: bool
    meaning: str


SettingsChange = TypedDict("SettingsChange", {
    "login_mode": "NotRequired[Union[str, int, None]]",
    "language": "NotRequired[Union[str, int, None]]",
    "organisation": "NotRequired[Union[str, int, None]]",
    "time_zone": "NotRequired[Union[str, int, None]]",
    "webhook_private": "NotRequired[Union[str, int, None]]",
    "api.requests_per_minute": "NotRequired[Union[str, int, None]]",
    "uploads.most_mb": "NotRequired[Union[str, int, None]]",
    "uploads.kept_days": "NotRequired[Union[str, int, None]]",
    "exports.kept_days": "NotRequired[Union[str, int, None]]",
    "drafts.kept_days": "NotRequired[Union[str, int, None]]",
    "work.at_once": "NotRequired[Union[str, int, None]]",
    "work.lease_seconds": "NotRequired[Union[str, int, None]]",
    "file.date_order": "NotRequired[Union[str, int, None]]",
    "file.decimal": "NotRequired[Union[str, int, None]]",
    "leads.row_limit": "NotRequired[Union[str, int, None]]",
    "leads.char_limit": "NotRequired[Union[str, int, None]]",
    "general.row_limit": "NotRequired[Union[str, int, None]]",
    "general.char_limit": "NotRequired[Union[str, int, None]]",
    "users.row_limit": "NotRequired[Union[str, int, None]]",
    "users.char_limit": "NotRequired[Union[str, int, None]]",
    "helpdesk-companies.row_limit": "NotRequired[Union[str, int, None]]",
    "helpdesk-companies.char_limit": "NotRequired[Union[str, int, None]]",
    "edit.row_limit": "NotRequired[Union[str, int, None]]",
    "edit.char_limit": "NotRequired[Union[str, int, None]]",
    "audience.row_limit": "NotRequired[Union[str, int, None]]",
    "audience.char_limit": "NotRequired[Union[str, int, None]]",
    "companies-contacts.row_limit": "NotRequired[Union[str, int, None]]",
    "companies-contacts.char_limit": "NotRequired[Union[str, int, None]]",
})


Tag = TypedDict("Tag", {
    "name": "str",
    "import": "Union[int, None]",
    "records": "dict[str, int]",
})


class TagDone(TypedDict):
    name: Union[str, None]
    records: int
    runs: list[str]


class TagName(TypedDict):
    name: str


class TakenBackTypes(TypedDict):
    type: str
    deleted: int
    kept: int


class TakenBack(TypedDict):
    records: int
    deleted: int
    restored: int
    unchanged: int
    kept: int
    kept_edited: int
    kept_linked: int
    run: Union[int, None]
    types: list["TakenBackTypes"]
    kept_records: list["Kept"]
    counts: "Counts"


class Token(TypedDict):
    id: str
    name: str
    owner: str
    scopes: list[Literal["read", "write", "import", "export", "admin"]]
    created_at: str
    expires_at: Union[str, None]
    used_at: Union[str, None]
    is_expired: bool


class TokenMade(TypedDict):
    id: str
    name: str
    owner: str
    scopes: list[Literal["read", "write", "import", "export", "admin"]]
    created_at: str
    expires_at: Union[str, None]
    used_at: Union[str, None]
    is_expired: bool
    secret: str


class Touched(TypedDict):
    touched: int


class TunnelRecord(TypedDict):
    id: str
    # External ID
    external_id: NotRequired[Union[str, None]]
    # Name
    name: NotRequired[Union[str, None]]
    created_at: NotRequired[Union[str, None]]
    updated_at: NotRequired[Union[str, None]]
    tags: list[str]
    version: int
    created_import: NotRequired[Union[int, None]]
    updated_import: NotRequired[Union[int, None]]


class TunnelWrite(TypedDict):
    # External ID
    external_id: NotRequired[Union[str, None]]
    # Name
    name: NotRequired[Union[str, None]]
    # Tags
    tags: NotRequired[Union[list[str], str, None]]


class Type(TypedDict):
    key: str
    word: str
    label: str
    plural: str
    name_field: str
    natural_keys: list[str]
    fields: int
    custom: bool


class TypeWithFields(TypedDict):
    key: str
    word: str
    label: str
    plural: str
    name_field: str
    natural_keys: list[str]
    fields: list["Field"]
    custom: bool


class Upload(TypedDict):
    id: str
    name: str
    offset: int
    size: Union[int, None]


class User(TypedDict):
    id: str
    login: str
    email: str
    name: str
    role: Literal["administrator", "operator", "end-user"]
    is_active: bool
    has_password: bool
    is_invited: bool
    invitation_expires_at: Union[str, None]
    last_sign_in: Union[str, None]


class UserAfter(TypedDict):
    id: str
    login: str
    email: str
    name: str
    role: Literal["administrator", "operator", "end-user"]
    is_active: bool
    has_password: bool
    is_invited: bool
    invitation_expires_at: Union[str, None]
    last_sign_in: Union[str, None]
    records_handed_over: int


class UserChange2(TypedDict):
    login: NotRequired[str]


class UserRecordCompany(TypedDict):
    id: str
    name: NotRequired[str]


class UserRecordManager(TypedDict):
    id: str
    name: NotRequired[str]


class UserRecord(TypedDict):
    id: str
    # External ID
    external_id: NotRequired[Union[str, None]]
    # Username
    username: NotRequired[Union[str, None]]
    # E-mail
    email: NotRequired[Union[str, None]]
    # Role
    role: NotRequired[Union[Literal["end-user", "operator", "administrator"], str, None]]
    # First name
    first_name: NotRequired[Union[str, None]]
    # Last name
    last_name: NotRequired[Union[str, None]]
    # Company
    company: NotRequired[Union["UserRecordCompany", str, None]]
    # Position
    position: NotRequired[Union[str, None]]
    # Phone
    phone: NotRequired[Union[str, None]]
    # Manager
    manager: NotRequired[Union["UserRecordManager", str, None]]
    # Language
    language: NotRequired[Union[Literal["en", "cs", "pt-br", "ru"], str, None]]
    # Status
    is_active: NotRequired[Union[bool, str, None]]
    created_at: NotRequired[Union[str, None]]
    updated_at: NotRequired[Union[str, None]]
    tags: list[str]
    version: int
    created_import: NotRequired[Union[int, None]]
    updated_import: NotRequired[Union[int, None]]


class UserWriteCompany(TypedDict):
    id: str
    name: NotRequired[str]


class UserWriteManager(TypedDict):
    id: str
    name: NotRequired[str]


class UserWrite(TypedDict):
    # External ID
    external_id: NotRequired[Union[str, None]]
    # Username
    username: NotRequired[Union[str, None]]
    # E-mail
    email: NotRequired[Union[str, None]]
    # Role
    role: NotRequired[Union[str, None]]
    # First name
    first_name: NotRequired[Union[str, None]]
    # Last name
    last_name: NotRequired[Union[str, None]]
    # Company
    company: NotRequired[Union["UserWriteCompany", str, None]]
    # Position
    position: NotRequired[Union[str, None]]
    # Phone
    phone: NotRequired[Union[str, None]]
    # Manager
    manager: NotRequired[Union["UserWriteManager", str, None]]
    # Language
    language: NotRequired[Union[str, None]]
    # Status
    is_active: NotRequired[Union[bool, str, None]]
    # Tags
    tags: NotRequired[Union[list[str], str, None]]


class ValueMapValues(TypedDict):
    text: str
    rows: int
    state: Literal["known", "mapped", "unknown", "ambiguous"]
    # What it stands for; when unknown, what it likely means; when ambiguous, how many records.
    meaning: Union[str, None]


class ValueMap(TypedDict):
    field: str
    column: str
    values: list["ValueMapValues"]
    has_more: bool


class Version(TypedDict):
    name: str
    version: str
    api: str


class View(TypedDict):
    id: str
    type: str
    name: str
    query: str
    is_shared: bool


class ViewChange(TypedDict):
    name: NotRequired[Union[str, None]]
    query: NotRequired[Union[str, None]]
    is_shared: NotRequired[Union[bool, None]]


class Webhook(TypedDict):
    id: str
    url: str
    events: list[str]
    is_active: bool
    created_at: str


class WebhookChange(TypedDict):
    url: NotRequired[Union[str, None]]
    events: NotRequired[Union[list[Literal["import.checked", "import.finished", "import.stopped", "import.failed", "import.undone", "import.deleted", "bulk.finished", "bulk.stopped", "bulk.failed", "export.ready", "export.failed"]], None]]
    is_active: NotRequired[Union[bool, None]]


class WebhookMade(TypedDict):
    id: str
    url: str
    events: list[str]
    is_active: bool
    created_at: str
    secret: str


class BulkActionByPerson(TypedDict):
    login: str
    change: int


class BulkAction(Import):
    actions: NotRequired[list["BulkStep"]]
    records: NotRequired[int]
    by_person: NotRequired[list["BulkActionByPerson"]]


class BulkItem(Issue):
    id: Union[str, None]
    outcome: Literal["rejected"]


class ImportMade(Import):
    # An import of the same bytes.
    same_as: Union[str, None]


BulkStep: TypeAlias = Union[BulkStepActivate, BulkStepDeactivate, BulkStepSetResponsible, BulkStepAddResponsible, BulkStepRemoveResponsible, BulkStepAddTag, BulkStepRemoveTag, BulkStepSet, BulkStepDelete]

Converted: TypeAlias = Union[Field, Converted2]

Document: TypeAlias = dict[str, Any]

NewFix: TypeAlias = Union[NewFixReplace, NewFixSetEmpty, NewFixSet, NewFixLeaveOutCode, NewFixLeaveOutRows, NewFixSuggestions, NewFixValues, NewFixFillEmpty, NewFixCut, NewFixLeaveOutGroup, NewFixRedo]

Record: TypeAlias = Union[CompanyRecord, ContactRecord, LeadRecord, ProductRecord, LocationRecord, AssetRecord, UserRecord, ClientRecord, BotRecord, TunnelRecord, LgtRecord, DealRecord, ActivityRecord]

RecordWrite: TypeAlias = Union[CompanyWrite, ContactWrite, LeadWrite, ProductWrite, LocationWrite, AssetWrite, UserWrite, ClientWrite, BotWrite, TunnelWrite, LgtWrite, DealWrite, ActivityWrite]

TypeWord: TypeAlias = Literal["companies", "contacts", "leads", "products", "locations", "assets", "users", "clients", "bots", "tunnels", "lgts", "deals", "activities"]

UserChange: TypeAlias = Union[UserWrite, UserChange2]
