### Data import: hub, wizard, result, history.

## The history of imports and other runs

imports-none = Zatím žádné importy
imports-none-why = Co naimportujete, objeví se tady i s výsledkem.
imports-none-fit = Filtru neodpovídá žádný import.
imports-every-state = Všechny stavy
imports-name = Import
imports-type = Typ
imports-state = Stav
imports-rows = Řádky
imports-tag = Štítek
imports-by = Kdo
imports-at = Datum
run-import = Import
run-edit = Hromadná úprava ze souboru
run-bulk = Hromadná úprava
run-undo = Vzetí zpět
run-delete = Smazání importu
run-record = Úprava jednoho záznamu

## The steps of an import

steps-title = Kroky importu
steps-done = hotovo
step-upload = Nahrání
step-sheet = List a záhlaví
step-columns = Sloupce
step-options = Možnosti
step-check = Kontrola
step-start = Spuštění

## The hub: what can be imported

nav-data-import = Import dat
hub-history = Všechny importy
hub-delete = Smazat import
hub-lead = Vyberte, co jsou řádky vašeho souboru. Nic se neuloží, dokud neuvidíte výsledek kontroly.
hub-order = Nejprve importujte firmy, potom kontakty a uživatele: firma kontaktu už musí existovat.
hub-last = Poslední:
hub-never = Zatím nic neimportováno
hub-import = Importovat
hub-template = Stáhnout šablonu
hub-more = Více pro: { $name }
hub-edit-template = Stáhnout šablonu pro úpravy
hub-edit-upload = Nahrát soubor úprav
hub-helpdesk = Importovat jen firmy, vše nebo nic
door-companies-contacts = Firmy a kontaktní osoby
door-users = Uživatelé a operátoři
door-audience = Klienti messengeru
door-leads-change = Leady, které už v evidenci jsou
door-no-limit = Bez omezení počtu řádků.
door-rows =
    { $n ->
        [one] Nejvýše { $n } řádek v souboru.
        [few] Nejvýše { $n } řádky v souboru.
       *[other] Nejvýše { $n } řádků v souboru.
    }
door-chars =
    { $n ->
        [one] Nejvýše { $n } znak v buňce.
        [few] Nejvýše { $n } znaky v buňce.
       *[other] Nejvýše { $n } znaků v buňce.
    }

## Templates

template-get = Stáhnout šablonu
template-lead = Šablona se vytvoří teď, pro vaše pole. Vysvětluje každý sloupec a nabízí povolené hodnoty.
template-format = Formát
template-xlsx = Pro Excel a LibreOffice, se seznamy a návodem
template-csv = Prostý text, UTF-8; pro velké seznamy a jiné programy
template-columns = Sloupce
template-required = Jen povinné
template-usual = Obvyklé, s vašimi vlastními poli
template-all = Všechny
template-layout = Kontaktní osoby
template-beside = V řádku své firmy, nejvýše 6
template-sheets = Na druhém listu, libovolný počet
template-sheets-hint = Jen XLSX
template-language = Jazyk záhlaví
template-sample = Ukázkový soubor

## Upload

upload-title = Import
upload-edit-title = Úprava existujících záznamů
upload-file = Soubor
upload-accepts = XLSX, XLS, ODS, CSV nebo TSV, nejvýše { $limit }.
upload-too-large = Soubor je větší než { $limit }. Rozdělte ho.
upload-reading = Soubor se čte…
upload-sending = Nahrává se
upload-cancel = Zrušit
upload-cancelled = Zrušeno. Nic nezůstalo uloženo.
upload-why-both = Nejprve vyberte soubor a bota.
upload-why-bot = Nejprve vyberte bota.
upload-why-file = Nejprve vyberte soubor.
upload-bot-hint = Klienti se hledají podle social_id a messengeru tohoto bota.
upload-choose = Vyberte…
upload-no-bot = Zatím tu není žádný bot. Přidá ho správce v nastavení.
upload-drop = nebo ho sem přetáhněte
upload-more = Tunel a LGT (nepovinné)
upload-tunnel-hint = Klienti bez tunelu jdou do „Default tunnel“.
upload-default-tunnel = Default tunnel
upload-lgt-hint = Jen s LGT se použije jeho tunel.
upload-none = Žádné
upload-recipe = Uložené přiřazení
upload-no-recipe = Přiřadit sloupce znovu
upload-clients = Importovat klienty
upload-act = Nahrát a pokračovat
upload-help = Ještě nemáte soubor?
upload-help-template = Šablona má správné sloupce. Ukázka předvede, jak řádky vypadají.
upload-edit-note = Neměňte sloupec id. Nic se neuloží, dokud import nespustíte.
upload-nothing-yet = Nahrání neuloží žádný záznam. Každou změnu uvidíte předem.
refusal-file-not-chosen = Nebyl vybrán soubor, nebo je prázdný.

## How the file is read

wizard-next = Pokračovat
file-title = Jak se soubor čte
file-name = Soubor
file-size = Velikost
file-rows = Řádky i se záhlavím
file-sheets = Čtené listy
file-reading = První řádky
file-likely = Soubor je zřejmě v kódování { $name }. Porovnejte písmena níže; vypadají-li špatně, zvolte jiné kódování.
file-encoding = Kódování
file-delimiter = Oddělovač
file-quote = Uvozovka
file-look = Zobrazit takto
file-preview = První řádky souboru
file-confirm = Text výše vypadá správně. Číst soubor jako { $name }.
file-confirm-first = Než budete pokračovat, potvrďte, že písmena vypadají správně.
file-seen-again = Pokračováním ho importujete znovu.
sign-semicolon = Středník ;
sign-comma = Čárka ,
sign-tab = Tabulátor
sign-bar = Svislá čára |
sign-slash = Lomítko /

## Sheet and header row

sheet-title = List a řádek záhlaví
sheet-sheets = Listy sešitu
sheet-hidden = skrytý
sheet-refused = příliš velký
sheet-read = čte se
sheet-together = Soubor obsahuje několik druhů záznamů. Všechny části se čtou společně a kontrolují navzájem.
sheet-which-row = Ve kterém řádku jsou názvy sloupců?
sheet-below = Řádky nad vybraným se neimportují.
sheet-first-rows = První řádky listu
sheet-this-row = Tento řádek má názvy sloupců
sheet-no-header = Bez řádku záhlaví
sheet-no-header-hint = Sloupce se jmenují A, B, C
sheet-blank-rows =
    { $n ->
        [one] { $n } prázdný řádek se přeskočí.
        [few] { $n } prázdné řádky se přeskočí.
       *[other] { $n } prázdných řádků se přeskočí.
    }
sheet-skip-hidden =
    { $n ->
        [one] Vynechat { $n } skrytý řádek
        [few] Vynechat { $n } skryté řádky
       *[other] Vynechat { $n } skrytých řádků
    }
sheet-hidden-skipped =
    { $n ->
        [one] { $n } skrytý řádek se vynechá.
        [few] { $n } skryté řádky se vynechají.
       *[other] { $n } skrytých řádků se vynechá.
    }
sheet-hidden-read =
    { $n ->
        [one] { $n } skrytý řádek se čte jako ostatní.
        [few] { $n } skryté řádky se čtou jako ostatní.
       *[other] { $n } skrytých řádků se čte jako ostatní.
    }

## Columns and fields

map-title = Co je ve kterém sloupci?
map-filter = Zobrazené sloupce
map-all = Všechny
map-none = Nepřiřazeno
map-nothing = Žádný sloupec nebyl rozpoznán. Je řádek { $row } opravdu záhlaví?
map-nothing-act = Zvolit jiný řádek
map-caption = přiřazeno { $done } z { $n }
map-matched = Přiřazeno { $done } z { $n } sloupců
map-column = Sloupec souboru
map-samples = Ukázky
map-field = Pole
map-gear = Nastavení sloupce
map-gear-of = Nastavení sloupce { $name }
map-letter = Sloupec { $name }
map-filled = vyplněno { $n } %
map-no-field = Žádné pole se tak nejmenuje
map-values-open =
    { $n ->
        [one] Rozhodnout { $n } hodnotu
        [few] Rozhodnout { $n } hodnoty
       *[other] Rozhodnout { $n } hodnot
    }
map-values-known =
    { $n ->
        [one] { $n } hodnota je jasná
        [few] { $n } hodnoty jsou jasné
       *[other] { $n } hodnot je jasných
    }
map-leave-out = Neimportovat
map-existing = Když záznam existuje
map-existing-usual = Jako obvykle
map-existing-overwrite = Přepsat
map-existing-fill = Jen je-li prázdné
map-existing-add = Přidat k seznamu
map-existing-remove = Odebrat ze seznamu
map-existing-leave = Ponechat, jak je
map-empty-usual = Podle možností
map-empty-keep = Ponechat uloženou hodnotu
map-empty-clear = Vymazat ji
map-order = Pořadí v datu
map-order-dmy = Den, měsíc, rok
map-order-mdy = Měsíc, den, rok
map-order-ymd = Rok, měsíc, den
map-detect = Rozpoznat
map-decimal = Desetinný znak
map-decimal-comma = Čárka: 1,5
map-decimal-point = Tečka: 1.5
map-separator = Mezi položkami seznamu
map-separator-usual = Čárka nebo středník
map-required = Povinná pole
map-required-given = vyplněno
map-required-missing = chybí
map-keep = Uložit
map-nothing-saved = Zatím nebyly uloženy žádné záznamy.
map-recipes = Uložená přiřazení
map-load = Přiřazení
map-load-act = Načíst přiřazení
map-save-as = Název
map-save-act = Uložit jako přiřazení
map-reset = Vrátit odhady
map-new-field = Vytvořit vlastní pole
map-new-label = Název pole
map-new-kind = Druh
map-new-choices = Možnosti, každá na řádek
map-new-column = Pro sloupec
map-new-act = Vytvořit pole
map-or = nebo
map-found-by = { $name }: existující se hledají podle { $fields }. Řádky bez něj založí nové.
map-found-by-nothing = { $name }: každý řádek založí nový záznam.
map-twice = Do „{ $name }“ jdou dva sloupce. Vyberte jeden.
map-group-standard = Standardní
map-group-links = Odkazy
map-group-custom = Vlastní
map-exact = Přesně
map-remembered = Zapamatováno
map-likely = Snad – ověřte
map-given = Ručně
map-ignored = Vynecháno
map-taken = Pole je obsazené
map-template-lacks = Chybí v ní: { $names }.
flash-columns-reset = Sloupce byly přiřazeny znovu.
flash-recipe-saved = Přiřazení „{ $name }“ bylo uloženo.
flash-field-added = Pole „{ $name }“ bylo vytvořeno.
flash-values-kept = Hodnoty byly uloženy.
flash-recipe-used =
    { $n ->
        [one] Přiřazení znalo { $n } sloupec.
        [few] Přiřazení znalo { $n } sloupce.
       *[other] Přiřazení znalo { $n } sloupců.
    }

## Values of a column

stale-title = Nastavení se mezitím změnilo
stale-why = Někdo jiný, nebo vy v jiném okně, uložil k tomuto importu jiné nastavení poté, co jste stránku otevřeli. Z vašeho se zatím nic neuložilo.
stale-differs = V čem se liší
stale-mine = Vaše
stale-saved = Uložené
stale-same = Už se v ničem neliší: uložilo se totéž.
stale-save = Uložit moje místo nich
stale-take = Vzít uložené
flash-columns-likely = Některé sloupce byly rozpoznány jen pravděpodobně. Než budete pokračovat, prohlédněte si je.
map-window = Sloupce { $from }–{ $to } z { $n }
value-title = Hodnoty sloupce „{ $name }“
value-lead = Všechny různé texty sloupce „{ $name }“ a čím se stanou v poli „{ $label }“.
value-more = Vypsány jsou jen první hodnoty.
value-text = V souboru
value-read-as = Rozumí se jako
value-ours = Použít místo toho
value-as-read = Jak se rozumí
value-empty = Nechat prázdné
value-back = Zpět na sloupce
value-left-empty = zůstane prázdné
value-mapped = rozhodnuto
value-unknown = neznámé
value-error = Označit jako chybu
value-add = Přidat jako novou možnost
value-count-known =
    { $n ->
        [one] { $n } je jasná
        [few] { $n } jsou jasné
       *[other] { $n } je jasných
    }
value-count-ambiguous =
    { $n ->
        [one] { $n } odpovídá více záznamům
        [few] { $n } odpovídají více záznamům
       *[other] { $n } odpovídá více záznamům
    }
value-count-unknown =
    { $n ->
        [one] { $n } je neznámá
        [few] { $n } jsou neznámé
       *[other] { $n } je neznámých
    }
value-ambiguous =
    { $n ->
        [one] tak se jmenuje { $n } záznam
        [few] tak se jmenují { $n } záznamy
       *[other] tak se jmenuje { $n } záznamů
    }

## Options

options-title = Co s řádky udělat
options-mode = Co udělat
options-mode-create-and-update = { mode-create-and-update }
options-mode-create-and-update-hint = Existující záznamy se změní, ostatní vzniknou.
options-mode-create = { mode-create }
options-mode-create-hint = Existující záznamy zůstanou, jak jsou.
options-mode-update = { mode-update }
options-mode-update-hint = Řádek bez záznamu je chyba.
options-match = Hledat podle
options-match-hint = Jak se najde záznam, který řádek míní.
options-match-usual = Jako obvykle
options-match-nothing = žádný klíč nemá sloupec
options-match-none = Ničeho: každý řádek je nový
options-role = Role
options-role-hint = Jedna role pro všechny uživatele souboru.
options-role-administrators = Operátory mohou importovat jen správci.
options-role-column = Podle sloupce role
options-role-usual = Jako obvykle: koncoví uživatelé
options-empty = Prázdné buňky
options-empty-keep = Ponechat uloženou hodnotu
options-empty-clear = Vymazat ji
options-empty-clear-hint = Chybějící sloupec nic nevymaže.
options-duplicates = Když nový záznam už existuje
options-duplicates-error = Chyba
options-duplicates-skip = Přeskočit řádek
options-duplicates-create = Přesto importovat
options-repeated = Týž záznam v souboru dvakrát
options-repeated-error = Chyba v každém z řádků
options-repeated-first = Platí první řádek
options-repeated-last = Platí poslední řádek
options-missing-links = Odkazovaný záznam neexistuje
options-missing-links-error = Chyba
options-missing-links-empty = Nechat odkaz prázdný, s upozorněním
options-missing-links-create = Vytvořit ho, s upozorněním
options-responsible = Odpovědní ze souboru
options-responsible-overwrite = Nahradit seznam
options-responsible-add = Přidat k seznamu
options-responsible-remove = Odebrat ze seznamu
options-validation = Kontrola hodnot
options-validation-standard = Standardní
options-validation-standard-hint = Chyby řádek vyřadí, upozornění ne.
options-validation-strict = Přísná
options-validation-strict-hint = Řádek vyřadí i upozornění.
options-validation-structure = Jen struktura
options-validation-structure-hint = Typy, délky a klíče se kontrolují vždy.
options-on-error = Řádky s chybami
options-on-error-skip = Vynechat je a importovat ostatní
options-on-error-abort = Vše nebo nic
options-on-error-abort-hint = Při jediné chybě se neuloží nic.
options-audience = Publikum
options-audience-hint = Klienti bez tunelu jdou do „Default tunnel“.
options-owner = Odpovědná osoba
options-owner-file = Podle souboru, nebo nikdo
options-owner-me = Já ({ $name })
options-owner-people = Tito lidé
options-owner-logins = Uživatelská jména oddělená čárkami
options-tags = Štítky
options-tag-automatic = Každý záznam dostane:
options-tags-more = Další štítky
options-tags-hint = Oddělené čárkami; nové se vytvoří.
options-name = Tento import
options-name-label = Název
options-notify = Až kontrola a import skončí, uvidíte oznámení zde. Žádný e-mail se neposílá.
options-hand-over = Předat kolegovi
options-hand-over-why = Koncept vidí jen jeho autor a správci. Kdo ho dostane, pokračuje v něm; vy ho už neuvidíte, pokud nejste správce.
options-hand-over-to = Uživatelské jméno kolegy
options-hand-over-act = Předat
flash-draft-handed = Koncept č. { $number } byl předán uživateli { $name }.
options-back = Zpět na sloupce
options-check = Zkontrolovat
options-nothing-yet = Kontrola neuloží žádný záznam.
options-messengers-mixed = Soubor uvádí několik messengerů, bot ale patří jen k jednomu. Rozdělte soubor podle messengeru a každou část importujte se svým botem.
options-by-email = Při přihlašování e-mailem smí být každý e-mail jen jednou. Kontrola vypíše řádky se stejným e-mailem.

## Uvnitř jiného produktu.

embed-title = Co chcete importovat?
embed-close = Zavřít
embed-closed = Tady je hotovo
embed-closed-why = Pokračujte na stránce kolem.
embed-ended = Toto okno importu je zavřené
embed-ended-why = Jeho čas uplynul, nebo bylo zavřeno. Co se importovalo, zůstává. Nové okno otevřete tím, že stránku kolem načtete znovu.
