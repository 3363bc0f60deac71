### Administration: fields, types, users, settings, security.

## The index of the settings

settings-group-data = Data
settings-group-shape = Podoba kartotéky
settings-group-people = Lidé a přístup
settings-group-house = Instalace
settings-imports = Importy
settings-imports-why = Každý import s výsledkem a cestou zpět.
settings-data-import = Import dat
settings-data-import-why = Šablony a soubory k nahrání, podle typu.
settings-recipes = Recepty
settings-recipes-why = Uložená mapování a volby pro soubory, které přijdou znovu.
settings-tags = Štítky
settings-tags-why = Slova na záznamech a který import je dal.
settings-fields = Vlastní pole
settings-fields-why = Přidejte, co vaše záznamy potřebují navíc.
settings-types = Typy záznamů
settings-types-why = Co se tu eviduje, a nové typy z definičního souboru.
settings-bots = Boti
settings-bots-why = Každý bot pracuje v jednom messengeru; klienti se párují v něm.
settings-tunnels = Tunely
settings-tunnels-why = Kam klienti jdou. Bez volby jdou do výchozího tunelu.
settings-lgts = Nástroje LGT
settings-lgts-why = Nástroje pro získávání leadů, každý vede do tunelu.
settings-users = Uživatelé
settings-users-why = Přidávejte lidi, zvěte je, vyřazujte je.
settings-roles = Role
settings-roles-why = Co která role smí.
settings-tokens = Tokeny API
settings-tokens-why = Přístup pro skripty a napojení.
settings-sessions = Přihlášení
settings-sessions-why = Kdo je přihlášen a kde.
settings-general = Obecné
settings-general-why = Název, jazyk, časové pásmo, limity souborů.
settings-security = Zabezpečení
settings-security-why = Čím se lidé přihlašují.
settings-audit = Záznam činností
settings-audit-why = Kdo co udělal a kdy.

## Custom fields

fields-why = Vlastní pole je hned v šablonách, mapování, filtrech i exportech. Jeho sloupec je na konci.
fields-type = Typ záznamu
fields-own = Standardní pole
fields-custom = Vlastní pole
fields-archived = Archivovaná
fields-archived-why = Zůstávají i s hodnotami, ale už se nikde nenabízejí.
fields-none = Zatím žádná vlastní pole: { $name }
fields-none-why = Přidejte pole a bude posledním sloupcem příští šablony.
fields-template-note = V tomto pořadí jsou sloupce v šabloně. Nové sloupce získáte, když šablonu stáhnete znovu.
fields-moved = Pole { $name } je nyní { $place }. z { $n }
fields-own-n = Standardní pole ({ $n })
field-add = Přidat pole
field-add-to = Přidat pole: { $name }
field-new = Nové pole
field-order = Pořadí
field-label = Název
field-key = Klíč
field-kind = Druh
field-asks = Požadavky
field-in-use = Vyplněno záznamů
field-aliases = Další názvy sloupců
field-aliases-why = Jeden na řádek. Soubor, jehož sloupec se tak jmenuje, se spáruje sám.
field-choices-n =
    { $n ->
        [one] { $n } možnost
        [few] { $n } možnosti
       *[other] { $n } možností
    }
field-is-required = Povinné
field-unique = Jedinečné
field-default-is = Výchozí: { $value }
field-filled-n =
    { $n ->
        [one] { $n } záznam má hodnotu
        [few] { $n } záznamy mají hodnotu
       *[other] { $n } záznamů má hodnotu
    }
field-actions = Akce pro pole { $name }
field-up = Posunout { $name } nahoru
field-down = Posunout { $name } dolů
field-change-kind = Změnit druh
field-archive = Archivovat
field-archive-instead = Raději archivovat
field-back = Vrátit do používání
field-back-of = Vrátit do používání: { $name }
field-delete = Smazat
field-delete-of = Smazat pole: { $name }
field-words = Slova
field-words-why = Lidé vidí název ve svém jazyce, i v záhlaví šablon. Prázdný se ukáže anglicky.
field-label-in = Název ({ $name })
field-help-in = Význam ({ $name })
field-needs-label = Napište název aspoň v jednom jazyce.
field-value = Hodnota
field-key-why = Malá písmena, číslice a _. Prázdný se utvoří z názvu. Později ho nelze změnit.
field-key-stays = nelze změnit
field-kind-why = Rozhoduje, co se přijme a jak se to ukáže.
field-target = Odkazovaný typ
field-target-why = Jen pro odkazy.
field-required-long = Povinné v každém novém záznamu
field-required-why = Řádek bez hodnoty se neimportuje.
field-unique-long = Každá hodnota jen jednou
field-unique-why = Dva záznamy nikdy nemají stejnou hodnotu.
field-default = Výchozí hodnota
field-default-why = Co dostane nový záznam, když nic není zadáno.
field-max = Nejdelší text ve znacích
field-max-why = Prázdné: limit druhu, u textu 255.
field-choices = Možnosti
field-choices-why = Pro jednu či více možností. Vyprázdněním řádku možnost odstraníte; použitou odstranit nelze.
choice-new = nová
choice-in = Možnost { $number } ({ $name })
choice-aliases = Rozumí se i, odděleno čárkami
choice-aliases-of = Jiná slova možnosti { $number }
field-open = Importy mohou přinést nové možnosti
field-delete-filled =
    { $n ->
        [one] Hodnotu v tomto poli má { $n } záznam.
        [few] Hodnotu v tomto poli mají { $n } záznamy.
       *[other] Hodnotu v tomto poli má { $n } záznamů.
    }
field-delete-filled-why = Nejdřív smažte hodnoty. Je to samostatný běh: bude v historii a lze ho vzít zpět. Nebo pole archivujte a hodnoty zůstanou.
field-clear =
    { $n ->
        [one] Smazat hodnotu { $n } záznamu
        [few] Smazat hodnoty { $n } záznamů
       *[other] Smazat hodnoty { $n } záznamů
    }
field-delete-empty = Žádný záznam nemá v tomto poli hodnotu.
field-delete-empty-why = Zmizí ze šablon, mapování, filtrů i exportů. Nelze to vzít zpět.
field-kind-of = Druh pole: { $name }
field-kind-now = Nyní: { $name }.
field-kind-to = Jiný druh
field-kind-try = Vyzkoušet
field-kind-result = Zkouška: { $name }
field-kind-empty = Žádný záznam nemá hodnotu, druh lze změnit hned.
field-kind-fit = Převést by šlo { $fit } z { $n } hodnot. Nic se nezměnilo.
field-kind-unfit = Hodnoty, které převést nejdou
field-kind-value = Hodnota
field-kind-how = Hodnoty se nikdy nepřevádějí za vašimi zády. Přidejte pole jiného druhu, exportujte záznamy, zkopírujte sloupec a soubor importujte: každou hodnotu uvidíte dřív, než se uloží. Pak toto pole smažte.
flash-custom-field-added = Pole „{ $name }“ bylo přidáno. Nový sloupec získáte, když šablonu stáhnete znovu.
flash-field-saved = Pole „{ $name }“ bylo uloženo.
flash-field-archived = Pole „{ $name }“ bylo archivováno. Hodnoty zůstaly.
flash-field-back = Pole „{ $name }“ se zase používá.
flash-field-deleted = Pole „{ $name }“ bylo smazáno.
flash-field-cleared =
    { $n ->
        [one] Byla smazána hodnota { $n } záznamu. V historii to lze vzít zpět.
        [few] Byly smazány hodnoty { $n } záznamů. V historii to lze vzít zpět.
       *[other] Byly smazány hodnoty { $n } záznamů. V historii to lze vzít zpět.
    }
flash-field-kind = Druh pole „{ $name }“ byl změněn.
refusal-choice-held =
    { $n ->
        [one] „{ $value }“ nelze odstranit: má ji { $n } záznam.
        [few] „{ $value }“ nelze odstranit: mají ji { $n } záznamy.
       *[other] „{ $value }“ nelze odstranit: má ji { $n } záznamů.
    }
refusal-choice-twice = Možnost „{ $value }“ je tu dvakrát, nebo nemá klíč.
refusal-default-unreadable = „{ $value }“ není hodnota tohoto druhu.
refusal-field-filled =
    { $n ->
        [one] Pole „{ $field }“ je vyplněné v { $n } záznamu.
        [few] Pole „{ $field }“ je vyplněné ve { $n } záznamech.
       *[other] Pole „{ $field }“ je vyplněné v { $n } záznamech.
    }
refusal-kind-needs-target = Odkaz potřebuje typ záznamu, na který vede. Přidejte raději nové pole.
language-en = angličtina
language-cs = čeština
language-pt-BR = portugalština
language-ru = ruština

## Record types

type-name = Název
type-one = Jeden z nich
type-fields = Polí
type-origin = Původ
type-custom = Vlastní
type-builtin = Vestavěný
type-definition = Definice
type-add = Přidat typ záznamu
type-add-why = Definice je soubor TOML: klíč, slova ve čtyřech jazycích, pole. Stáhněte si některou výše a upravte ji, nebo nahlédněte do examples/types.
type-file = Definiční soubor
type-typed = Nebo ji napište sem
flash-type-added = Typ záznamu „{ $name }“ byl přidán.

## Users and roles

users-import = Importovat
users-find = Uživatelské jméno
users-every-role = Všechny role
users-every-state = Aktivní i neaktivní
users-none = Zatím žádní uživatelé
users-none-fit = Filtru neodpovídá žádný uživatel
users-none-why = Přidejte někoho, nebo importujte soubor s uživateli.
user-new = Nový uživatel
user-add = Přidat uživatele
user-name = Jméno
user-role = Role
user-company = Společnost
user-state = Stav
user-last = Poslední přihlášení
user-active = Aktivní
user-inactive = Neaktivní
user-can-sign-in = Může se přihlásit
user-invited = Pozván
user-link-over = Odkaz vypršel
user-no-password = Zatím bez hesla
user-door = Přístup
user-link = Odkaz
user-link-until = Odkaz platí do
user-invite-link = Vytvořit odkaz s pozvánkou
user-reset-link = Vytvořit odkaz pro nové heslo
user-link-why = Odkaz předejte sami. Dřívější odkaz přestane platit.
user-link-for = Odkaz pro: { $name }
user-link-once = Zkopírujte odkaz teď. Znovu se neukáže.
user-link-days =
    { $n ->
        [one] Platí jednou, { $n } den. Kdo ho otevře, zvolí heslo.
        [few] Platí jednou, { $n } dny. Kdo ho otevře, zvolí heslo.
       *[other] Platí jednou, { $n } dní. Kdo ho otevře, zvolí heslo.
    }
user-needs-username = Napište uživatelské jméno.
user-needs-email = Napište e-mail. Může být smyšlený, nic se neposílá.
user-deactivate = Deaktivovat
user-deactivate-of = Deaktivovat: { $name }
user-deactivate-why = Tento člověk se už nepřihlásí; přihlášení a odkazy skončí. Záznam i historie zůstanou.
user-activate = Znovu aktivovat
user-owns =
    { $n ->
        [one] { $name } odpovídá za { $n } záznam.
        [few] { $name } odpovídá za { $n } záznamy.
       *[other] { $name } odpovídá za { $n } záznamů.
    }
user-owns-none = { $name } neodpovídá za žádný záznam.
user-heir = Kdo je převezme
user-heir-none = Nikdo: zůstanou u { $name }
user-heir-why = Ostatní spoluodpovědní zůstanou. Předání je samostatný běh a lze ho vzít zpět.
flash-user-added = Uživatel „{ $name }“ byl přidán. Vytvořte odkaz s pozvánkou, aby se mohl přihlásit.
flash-user-saved = Uživatel „{ $name }“ byl uložen.
flash-user-deactivated = { $name }: deaktivováno.
flash-user-handed-over =
    { $n ->
        [one] { $name }: deaktivováno. { $heir } převzal { $n } záznam.
        [few] { $name }: deaktivováno. { $heir } převzal { $n } záznamy.
       *[other] { $name }: deaktivováno. { $heir } převzal { $n } záznamů.
    }
flash-user-activated = { $name }: znovu aktivní.
refusal-last-administrator = Toto je poslední administrátor, který se může přihlásit.
hint-last-administrator = Nejdřív dejte roli jinému uživateli, který má heslo.
refusal-heir-unfit = Záznamy nelze předat: { $name }. Vyberte jiného aktivního operátora nebo administrátora.
role-administrator-why = vše včetně nastavení
role-operator-why = prohlíží, upravuje, importuje a exportuje
role-end-user-why = je obsluhován; záznamy nevidí
roles-why = Role jsou pevné. Tabulky se ptá každý úkon programu: v prohlížeči, v příkazové řádce i u tokenů.
roles-permission = Oprávnění
roles-yes = Ano
roles-no = Ne
permission-see-records = Prohlížet záznamy
permission-edit-records = Upravovat záznamy
permission-import = Importovat společnosti, kontakty, produkty, klienty
permission-import-leads = Importovat leady
permission-import-users = Importovat uživatele
permission-take-back = Brát běhy zpět, mazat importy
permission-export = Exportovat
permission-bulk-edit = Hromadné úpravy
permission-administer = Nastavení, uživatelé, pole
permission-operate = Zálohování a obnova

## API tokens

token = Token
token-new = Vytvořit token
token-made = Token vytvořen
token-once = Zkopírujte token teď. Znovu se neukáže.
token-name = Název
token-name-why = K čemu je, abyste později věděli, co zrušit.
token-owner = Jedná jako
token-scopes = Rozsah
token-created = Vytvořen
token-expires = Platí do
token-expired = Vypršel
token-used = Naposledy použit
token-never = Nikdy
token-life = Platnost
token-days =
    { $n ->
        [one] { $n } den
        [few] { $n } dny
       *[other] { $n } dní
    }
token-revoke = Zrušit
token-revoke-of = Zrušit { $name }
tokens-none = Zatím žádné tokeny
tokens-none-why = Skripty a napojení potřebují token.
scope-read = Čtení
scope-read-why = vidět záznamy, pole, historii
scope-write = Zápis
scope-write-why = upravovat záznamy, jeden i mnoho
scope-import = Import
scope-import-why = importovat soubory, brát importy zpět
scope-export = Export
scope-export-why = dělat a stahovat exporty
scope-admin = Správa
scope-admin-why = vše, co smí vlastník
flash-token-revoked = Token byl zrušen. Už nic neotevře.
refusal-token-name-unfit = Napište název o nejvýše { $n } znacích.
refusal-token-without-scope = Zvolte aspoň jeden rozsah.
refusal-token-days-unfit = Token platí 1 až { $n } dní.
refusal-token-unknown = Takový token není, nebo už byl zrušen.

## Security

login-mode = Přihlašování
login-mode-username = Uživatelské jméno a heslo
login-mode-username-why = S uživatelskými jmény smí jeden e-mail patřit více lidem, třeba ve více společnostech.
login-mode-email = E-mail a heslo
login-mode-email-why = S e-mailem musí být každý e-mail jedinečný. Přepnutí nejdřív vyhledá opakované.
login-mode-check = Zkontrolovat e-maily
login-mode-result = Kontrola e-mailů
login-mode-free = Každý e-mail patří jednomu uživateli. Můžete přepnout.
login-mode-shared =
    { $n ->
        [one] { $n } e-mail používá několik uživatelů ({ $users }). Před přepnutím ho opravte.
        [few] { $n } e-maily používá několik uživatelů ({ $users }). Před přepnutím je opravte.
       *[other] { $n } e-mailů používá několik uživatelů ({ $users }). Před přepnutím je opravte.
    }
login-mode-users = Uživatelé
login-mode-how = Otevřete uživatele a e-mail změňte. Zatím se nic nezměnilo.
security-rules = Co platí vždy
security-password = Hesla mají aspoň { $n } znaků a ukládá se jen argon2id.
security-idle =
    { $n ->
        [one] Nepoužívané přihlášení skončí po { $n } hodině.
        [few] Nepoužívané přihlášení skončí po { $n } hodinách.
       *[other] Nepoužívané přihlášení skončí po { $n } hodinách.
    }
security-longest =
    { $n ->
        [one] Žádné přihlášení netrvá déle než { $n } den.
        [few] Žádné přihlášení netrvá déle než { $n } dny.
       *[other] Žádné přihlášení netrvá déle než { $n } dní.
    }
security-links =
    { $n ->
        [one] Odkaz s pozvánkou platí jednou, { $n } den.
        [few] Odkaz s pozvánkou platí jednou, { $n } dny.
       *[other] Odkaz s pozvánkou platí jednou, { $n } dní.
    }
security-tries = Po pěti špatných heslech se čeká, podle jména a adresy, až čtvrt hodiny.

## General settings

general-house = Instalace
general-organisation = Organizace
general-organisation-why = Stojí nahoře na každé stránce.
general-language = Jazyk
general-zone = Časové pásmo
general-zone-why = V něm se ukazují časy na stránkách. Nyní: { $now }.
general-limits = Limity souborů
setting-file-date-order = Pořadí dat v souborech
setting-file-date-order-detect = Rozpozná se ze souboru
setting-file-date-order-dmy = Den, měsíc, rok
setting-file-date-order-mdy = Měsíc, den, rok
setting-file-date-order-ymd = Rok, měsíc, den
setting-file-decimal = Desetinný znak v souborech
setting-file-decimal-detect = Rozpozná se ze souboru
setting-file-decimal-comma = Čárka
setting-file-decimal-point = Tečka
setting-uploads-most-mb = Největší soubor v megabajtech
setting-uploads-kept-days = Kolik dní se uchovají nahrané soubory
setting-exports-kept-days = Kolik dní se uchovají exporty
setting-drafts-kept-days = Kolik dní se uchovávají nespuštěné importy
setting-work-at-once = Kolik dlouhých úloh současně
general-others = Soubory, exporty a práce
general-limits-why = 0 vlastní limit nestanoví. Soubory v jiném jazyce či kódování se poznají samy.
general-profile = Druh importu
general-rows = Řádků v souboru
general-chars = Znaků v buňce
general-delivered = Dodáno s hodnotou { $value }
profile-word-general = Obecný
profile-word-leads = Leady
profile-word-users = Uživatelé
profile-word-helpdesk-companies = Společnosti helpdesku
profile-word-edit = Soubor hromadných úprav
profile-word-audience = Publikum messengeru
profile-word-companies-contacts = Společnosti a kontaktní osoby
setting-allowed = „{ $value }“ nevyhovuje. Povoleno: { $allowed }.
flash-settings-saved = Nastavení bylo uloženo.

## Bots, tunnels, LGTs, tags

list-none-bots = Zatím žádní boti
list-none-tunnels = Zatím žádné tunely
list-none-lgts = Zatím žádné nástroje LGT
list-none-why = Klienti messengeru se k němu připojí při importu.
list-add-bots = Nový bot
list-add-tunnels = Nový tunel
list-add-lgts = Nový nástroj LGT
list-clients = Klientů
list-clients-n =
    { $n ->
        [one] Je k němu připojen { $n } klient.
        [few] Jsou k němu připojeni { $n } klienti.
       *[other] Je k němu připojeno { $n } klientů.
    }
list-fixed = Zůstává
list-fixed-why = Sem jdou klienti bez tunelu. Jméno se nemění a nelze ho smazat.
list-delete-why = Na čem něco visí, to zůstane.
flash-list-added = „{ $name }“: přidáno.
flash-list-saved = „{ $name }“: uloženo.
flash-list-deleted = „{ $name }“: smazáno.
refusal-reference-held = „{ $name }“ zůstává: odkazují na něj jiné záznamy.
tags-find = Štítek
tags-kind = Vznik
tags-every = Vše
tags-of-import = Importy
tags-own = Lidé
tags-none = Zatím žádné štítky
tags-none-fit = Filtru neodpovídá žádný štítek
tags-none-why = Každý import dá svým záznamům vlastní štítek.
tags-made-by = Vznik
tags-by-people = Někdo z lidí
tags-records = Záznamy
tags-on-nothing = na žádném záznamu
tags-more = Štítků je víc. Upřesněte hledání.

## Recipes

recipes-why = Recept je textový soubor, který říká, jak se čtou soubory jednoho druhu. Funguje tady, v příkazové řádce i ve skriptech.
recipes-none = Zatím žádné recepty
recipes-none-why = Uložte mapování importu, nebo nahrajte soubor s receptem.
recipe-name = Název
recipe-name-why = Prázdný se vezme z názvu souboru. Recept téhož jména se nahradí.
recipe-saved-times = Uloženo krát
recipe-upload = Nahrát recept
recipe-file = Soubor s receptem (.toml)
recipe-version =
    { $n ->
        [one] Uložen jednou
        [few] Uložen { $n }krát
       *[other] Uložen { $n }krát
    }
recipe-rename = Nový název
recipe-delete-why = Importy, které už s ním proběhly, zůstanou beze změny.
flash-recipe-kept = Recept „{ $name }“ byl uložen.
flash-recipe-deleted = Recept „{ $name }“ byl smazán.
refusal-recipe-name-taken = Recept „{ $name }“ už existuje.

## Sessions and the audit log

sessions-why = Všichni přihlášení. Ukončením pošlete daný prohlížeč zpět ke dveřím.
session-end-of = Ukončit přihlášení: { $name }
audit-at = Kdy
audit-who = Kdo
audit-run = běh č. { $number }
audit-what = Co
audit-subject = Na čem
audit-number = Číslo
audit-from = Od
audit-until = Do
audit-everything = Vše
audit-download = Stáhnout jako CSV
audit-none = Filtru nic neodpovídá
audit-none-why = Změňte osobu, úkon nebo data.
verb-accept-invitation = Přijal pozvánku
verb-activate-user = Aktivoval uživatele
verb-add-administrator = Přidal administrátora
verb-backup = Vytvořil zálohu
verb-erase = Vymazal osobu
verb-bulk-edit = Zahájil hromadnou úpravu
verb-bulk-edit-end = Hromadná úprava skončila
verb-change-password = Změnil heslo
verb-deactivate-user = Deaktivoval uživatele
verb-end-session = Ukončil přihlášení
verb-export = Exportoval
verb-export-delete = Smazal export
verb-field-add = Přidal pole
verb-field-archive = Archivoval pole nebo ho vrátil
verb-field-delete = Smazal pole
verb-field-kind = Změnil druh pole
verb-field-order = Přesunul pole
verb-field-update = Změnil pole
verb-invite-user = Vytvořil odkaz pro heslo
verb-mend = Opravil řádky
verb-recipe-delete = Smazal recept
verb-recipe-save = Uložil recept
verb-run-import = Spustil import
verb-setting-set = Změnil nastavení
verb-setting-unset = Vrátil nastavení
verb-sign-in = Přihlásil se
verb-token-create = Vytvořil token
verb-token-revoke = Zrušil token
verb-type-add = Přidal typ záznamu
verb-forget-file = Zapomněl soubor
verb-hand-over-draft = Předal koncept kolegovi
verb-discard-draft = Zahodil koncept
verb-batch-edit = Zapsal několik záznamů najednou
verb-export-download = Stáhl export
verb-embed-create = Vytvořil relaci vloženého importu
verb-embed-end = Ukončil relaci vloženého importu
verb-webhook-create = Přidal webhook
verb-webhook-delete = Smazal webhook
verb-webhook-redeliver = Poslal doručení znovu
verb-undo-run = Vzal běh zpět
