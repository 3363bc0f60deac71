### Slova produktu, jednotky, šablony a výsledkové soubory, odmítnutí. Proměnné jsou fakta; čísla přicházejí už seskupená.

## Words of the product. The part after the first hyphen is the word the program uses.

severity-note = Poznámka
severity-warning = Varování
severity-error = Chyba
outcome-created = Vytvořeno
outcome-updated = Aktualizováno
outcome-unchanged = Beze změny
outcome-skipped = Přeskočeno
outcome-rejected = Vynecháno
outcome-failed = Nepodařilo se
outcome-waiting = Zatím nespuštěno
state-uploaded = Nahráno
state-reading = Čte se
state-mapping = Přiřazování sloupců
state-checking = Kontroluje se
state-checked = Připraveno ke spuštění
state-queued = Čeká
state-running = Probíhá
state-cancelling = Zastavuje se
state-completed = Dokončeno
state-stopped = Zastaveno
state-failed = Selhalo
state-undone = Vráceno zpět
state-partly-undone = Vráceno zčásti
result-clean = Dokončeno
result-with-rejected = Dokončeno, některé řádky vynechány
result-nothing-to-do = Dokončeno, nebylo co měnit
name-of-failed = { $name }, vynechané řádky
mode-create = Jen vytvořit nové
mode-update = Jen aktualizovat existující
mode-upsert = Vytvořit a aktualizovat
mode-create-and-update = { mode-upsert }
role-administrator = Administrátor
role-operator = Operátor
role-end-user = Koncový uživatel
type-company = Společnost
type-contact = Kontakt
type-lead = Lead
type-product = Produkt
type-location = Lokalita
type-asset = Zařízení
type-user = Uživatel
type-client = Klient
type-bot = Bot
type-tunnel = Tunel
type-lgt = LGT
type-deal = Obchodní případ
type-activity = Aktivita

## Units. The number and a no-break space stand before them.

unit-day = d
unit-hour = h
unit-minute = min
unit-second = s
unit-byte = B
unit-kilobyte = kB
unit-megabyte = MB
unit-gigabyte = GB

## Counted things

count-rows =
    { $n ->
        [one] { $n } řádek
        [few] { $n } řádky
       *[other] { $n } řádků
    }
count-records =
    { $n ->
        [one] { $n } záznam
        [few] { $n } záznamy
       *[other] { $n } záznamů
    }
count-columns =
    { $n ->
        [one] { $n } sloupec
        [few] { $n } sloupce
       *[other] { $n } sloupců
    }
count-fields =
    { $n ->
        [one] { $n } pole
        [few] { $n } pole
       *[other] { $n } polí
    }
count-errors =
    { $n ->
        [one] { $n } chyba
        [few] { $n } chyby
       *[other] { $n } chyb
    }
count-warnings =
    { $n ->
        [one] { $n } varování
        [few] { $n } varování
       *[other] { $n } varování
    }
count-notes =
    { $n ->
        [one] { $n } poznámka
        [few] { $n } poznámky
       *[other] { $n } poznámek
    }

## Field kinds, how they are written, their limits (sheet "Instructions" of templates)

kind-text = Text
kind-long-text = Dlouhý text
kind-integer = Celé číslo
kind-decimal = Číslo
kind-money = Peněžní částka
kind-percent = Procento
kind-yes-no = Ano, nebo ne
kind-date = Datum
kind-date-time = Datum a čas
kind-time = Čas
kind-email = E-mailová adresa
kind-phone = Telefonní číslo
kind-web-address = Webová adresa
kind-choice = Jedna možnost
kind-choices = Více možností
kind-link = Odkaz na záznam
kind-links = Odkazy na více záznamů
kind-country = Země
format-text = Libovolný text na jednom řádku
format-long-text = Libovolný text; konce řádků se zachovají
format-integer = Jen číslice, bez desetinných míst
format-decimal = Číslo s desetinnou čárkou nebo tečkou
format-money = Číslo bez měny, například 1250,50
format-percent = Číslo s % nebo bez něj, například 21 nebo 21 %
format-yes-no = ano, nebo ne; lze i 1, nebo 0
format-date = Datum v tabulce, nebo den.měsíc.rok, například 21.11.2026
format-date-time = Datum a čas v tabulce, nebo text, například 21.11.2026 09:30
format-time = Hodiny a minuty ve 24hodinovém formátu, například 09:30
format-email = Jedna adresa, například jmeno@example.com
format-phone = Jedno číslo, u zahraničních s + a předvolbou země
format-web-address = Adresa, například www.example.com
format-choice = Jedna z povolených hodnot
format-choices = Povolené hodnoty oddělené čárkami
format-link = Název nebo ID existujícího záznamu ({ $type })
format-links = Názvy nebo ID existujících záznamů ({ $type }) oddělené čárkami
format-users = Uživatelská jména oddělená čárkami
format-country = Název země, nebo její dvoupísmenný kód, například CZ
limit-characters =
    Nejvýše { $n ->
        [one] { $n } znak
        [few] { $n } znaky
       *[other] { $n } znaků
    }
limit-range = Od { $least } do { $most }
limit-unique = Každá hodnota jen jednou
choices-open = Lze přidat i nové hodnoty
yes = ano
no = ne

## Templates. Sheet names have at most 31 characters and none of : \ / ? * [ ]

sheet-data = Data
sheet-instructions = Pokyny
heading-column = Sloupec
heading-meaning = Význam
heading-format = Formát
heading-limit = Limit
heading-allowed-values = Povolené hodnoty
heading-example = Příklad
template-title = Jak vyplnit tento soubor: { $type }
template-required-note = Sloupce označené * musí být vyplněné v každém řádku.
template-intro-fill = Vyplňte list „{ $sheet }“, v každém řádku jeden záznam, a soubor nahrajte. Kontrola ukáže všechny potíže dřív, než se cokoli uloží.
template-intro-limits =
    V jednom souboru může být nejvýše { $rows ->
        [one] { $rows } řádek
        [few] { $rows } řádky
       *[other] { $rows } řádků
    } a v jedné buňce nejvýše { $chars ->
        [one] { $chars } znak
        [few] { $chars } znaky
       *[other] { $chars } znaků
    }.
template-intro-headers = Nepřejmenovávejte záhlaví v prvním řádku. Sloupce můžete přesouvat a nepotřebné odstranit.
template-intro-empty = Při aktualizaci prázdná buňka ponechá uloženou hodnotu, pokud nezvolíte jinak.
template-intro-custom = Vlastní pole jsou poslední sloupce.
template-intro-made = Vytvořeno { $date }. Pokud se pole později změní, stáhněte novou šablonu; tuto lze nahrát i nadále.
edit-template-title = Jak tímto souborem změnit existující záznamy: { $type }
edit-template-intro = Každý řádek změní jeden existující záznam. Neměňte sloupec ID. Název je jen pro čtení. Prázdná buňka nemění nic.
edit-template-status = Stav: aktivní, nebo neaktivní.
edit-template-responsible = Odpovědní: uživatelská jména oddělená čárkami. Nahradí uložený seznam, pokud nezvolíte přidání nebo odebrání.
template-older =
    Tato šablona je starší než vaše pole: { $new ->
        [one] přibylo { $new }
        [few] přibyla { $new }
       *[other] přibylo { $new }
    }, odebráno { $removed }.

## Result files and marked workbooks

heading-row = Řádek
heading-outcome = Výsledek
heading-id = ID
heading-reason = Důvod
heading-severity = Závažnost
heading-value = Hodnota
heading-problem = Potíž
heading-mend = Jak to opravit
heading-field = Pole
heading-before = Bylo
heading-after = Bude
heading-code = Kód
cell-cut = Text je delší, než se vejde do buňky sešitu, a byl zkrácen. Z tohoto souboru ho nenahrávejte.
sheet-errors = Chyby
sheet-result = Výsledek

## Refusals: what cannot be done, and (hint) what to do instead

refusal-not-found = Pod tímto názvem nebo číslem nic není.
hint-not-found = Zkontrolujte zápis. Mohlo to být také smazáno, nebo to nesmíte vidět.
refusal-type-unknown =
    Typ záznamu „{ $name }“ neexistuje.{ $likely-count ->
        [0] { "" }
       *[other] { " " }Nemělo to být „{ $likely }“?
    }
hint-type-unknown = „kartoteka type list“ vypíše všechny typy záznamů.
refusal-field-unknown =
    Pole „{ $name }“ neexistuje.{ $likely-count ->
        [0] { "" }
       *[other] { " " }Nemělo to být „{ $likely }“?
    }
hint-field-unknown = „kartoteka type show“ s typem vypíše jeho pole.
refusal-tag-unknown =
    Štítek „{ $name }“ neexistuje.{ $likely-count ->
        [0] { "" }
       *[other] { " " }Neměl to být „{ $likely }“?
    }
hint-tag-unknown = „kartoteka import tags“ s typem vypíše štítky vytvořené importy.
refusal-record-unknown = Záznam { $id } neexistuje ({ $type }).
refusal-import-unknown = Import č. { $number } neexistuje.
hint-import-unknown = „kartoteka import list“ vypíše všechny importy.
refusal-recipe-version = Recept má verzi { $found }; tento program zná verze do { $known }.
hint-recipe-version = Aktualizujte program Kartoteka, nebo recept uložte znovu v této verzi.
refusal-recipe-unreadable = Recept nelze přečíst: { $reason }.
hint-recipe-unreadable = Porovnejte ho s receptem uloženým z importu.
refusal-permission-denied = Vaše role to nedovoluje. Nic se nezměnilo.
hint-permission-denied = Požádejte správce, aby to udělal, nebo vám dal oprávnění.
refusal-too-many-rows =
    Tento soubor má { $rows ->
        [one] { $rows } řádek
        [few] { $rows } řádky
       *[other] { $rows } řádků
    }. Limit je { $limit }. Nic se neuložilo.
hint-too-many-rows =
    Rozdělte soubor na části, které mají nejvýše { $limit ->
        [one] { $limit } řádek
        [few] { $limit } řádky
       *[other] { $limit } řádků
    }.
refusal-too-many-columns =
    Tento soubor má { $columns ->
        [one] { $columns } sloupec
        [few] { $columns } sloupce
       *[other] { $columns } sloupců
    }. Limit je { $limit }.
hint-too-many-columns = Odstraňte sloupce, které neimportujete.
refusal-file-forgotten = Nahraný soubor importu č. { $number } se uchoval po nastavenou dobu a už není k dispozici.
hint-file-forgotten = Záznamy i historie zůstaly. Doba se nastavuje jako `uploads.kept_days`.
refusal-file-too-large = Soubor má { SIZE($bytes) }. Limit je { SIZE($limit) }.
hint-file-too-large = Soubor rozdělte, nebo odstraňte obrázky a nepotřebné listy.
refusal-cell-too-long = Buňka v řádku { $row }, sloupci { $column } je větší než { SIZE($limit) }.
hint-cell-too-long = Buňku zkraťte. V souboru CSV může chybějící uvozovka spojit mnoho buněk v jednu.
refusal-no-data = V souboru nejsou žádné řádky s daty.
hint-no-data = Ověřte, že je uložený správný list a že pod záhlavím následují řádky.
refusal-password-protected = Soubor je chráněný heslem.
hint-password-protected = Otevřete ho, zrušte heslo, uložte a nahrajte znovu.
refusal-damaged = Soubor je poškozený a nelze ho přečíst do konce.
hint-damaged = Otevřete ho v tabulkovém programu, uložte jako XLSX a nahrajte znovu.
refusal-not-a-sheet = Toto není tabulka ani soubor CSV.
hint-not-a-sheet = Uložte data jako XLSX nebo CSV. Rozhoduje obsah, ne název souboru.
refusal-too-old = Soubor uložil velmi starý tabulkový program a nelze ho přečíst.
hint-too-old = Otevřete ho v současném programu, uložte jako XLSX a nahrajte znovu.
refusal-encoding-broken = Řádka { $line } neodpovídá kódování zbytku souboru.
hint-encoding-broken = Zvolte kódování sami, nebo soubor uložte znovu jako UTF-8.
refusal-encoding-unconfirmed = Soubor je zřejmě v kódování { $encoding }. Vypadá to správně? { $sample }
hint-encoding-unconfirmed = Potvrďte volbou --encoding { $encoding }, nebo uveďte jiné kódování.
refusal-utf-32 = Soubor je v kódování UTF-32, které zde nečteme.
hint-utf-32 = Uložte ho jako UTF-8 a nahrajte znovu.
refusal-quote-open = Uvozovka otevřená na řádce { $line } není nikde uzavřená.
hint-quote-open = Na této řádce uvozovku uzavřete, nebo odstraňte.
refusal-bomb = Soubor se rozbaluje na mnohem víc dat, než je dovoleno. Nebyl přečten.
hint-bomb = Zkopírujte řádky do nového sešitu a uložte ten.
refusal-hostile = Soubor obsahuje části, které do tabulky nepatří. Nebyl přečten.
hint-hostile = Zkopírujte řádky do nového sešitu a uložte ten. Pokud jste soubor nevytvořili sami, zacházejte s ním opatrně.
refusal-timed-out = Čtení souboru trvalo příliš dlouho a bylo zastaveno. Nic se neuložilo.
hint-timed-out = Uložte data jako CSV, nebo soubor rozdělte a zkuste to znovu.
refusal-out-of-memory = Soubor potřebuje víc paměti, než smí čtení použít. Nic se neuložilo.
hint-out-of-memory = Uložte data jako CSV, nebo soubor rozdělte a zkuste to znovu.
refusal-child-failed = Soubor se nepodařilo přečíst: čtecí proces skončil předčasně. Nic se neuložilo.
hint-child-failed = Otevřete soubor v tabulkovém programu, uložte ho jako nový XLSX a zkuste to znovu.
refusal-sheet-unknown =
    Sešit nemá list „{ $name }“.{ $likely-count ->
        [0] { "" }
       *[other] { " " }Neměl to být „{ $likely }“?
    }
refusal-mapping-incomplete =
    Žádný sloupec není přiřazený k { $fields-count ->
        [1] povinnému poli
       *[other] povinným polím
    }: { $fields }.
hint-mapping-incomplete = Přiřaďte sloupec ručně (--map 'SLOUPEC=pole'), nebo nastavte jednu hodnotu pro všechny řádky.
refusal-column-mapped-twice = Do pole „{ $field }“ vede více sloupců: { $headers }. Vyberte jeden.
refusal-column-unknown =
    V souboru není sloupec „{ $name }“.{ $likely-count ->
        [0] { "" }
       *[other] { " " }Neměl to být „{ $likely }“?
    }
refusal-bot-required = Vyberte bota: klienti vždy k některému patří.
hint-bot-required = Na příkazovém řádku: --bot NÁZEV.
refusal-edit-file-other-type = Tento soubor je pro jiný typ záznamů: { $found } místo { $wanted }. Nic se nezměnilo.
hint-edit-file-other-type = Nahrajte ho tam, kde jsou jeho záznamy, nebo si stáhněte šablonu úprav pro tento typ.
refusal-import-not-startable = S importem č. { $number } to teď nelze udělat. Jeho stav: { $state }.
refusal-import-changed-since = Po kontrole importu č. { $number } se data změnila, takže jeho čísla už neplatí. Nic se neuložilo.
hint-import-changed-since = Podívejte se na nová čísla a spusťte import znovu.
refusal-all-or-nothing-errors =
    { $n ->
        [one] { $n } řádek má chyby
        [few] { $n } řádky mají chyby
       *[other] { $n } řádků má chyby
    } a tento import proběhne jen celý. Nic se neuložilo.
hint-all-or-nothing-errors = Řádky opravte a soubor nahrajte znovu do téhož importu.
refusal-nothing-to-undo = Po importu č. { $number } nezbylo nic, co by šlo vrátit.
refusal-database-locked = Databázi používá jiný program. Nic se nezměnilo.
hint-database-locked = Počkejte, až skončí, nebo se spojte s běžícím serverem volbou --server.
refusal-database-damaged = Soubor databáze je poškozený. Nic dalšího se do něj nezapsalo.
hint-database-damaged = Uložte si kopii datového adresáře a pak obnovte zálohu příkazem „kartoteka restore“.
refusal-database-newer = Databáze má verzi { $version }; tento program zná verze do { $known }. Nic se nezměnilo.
hint-database-newer = Použijte novější program Kartoteka, který ji zapsal.
refusal-disk-full = Disk už nic nepřijme: je plný, nebo je vyčerpaná kvóta či limit. Co se uložilo dřív, zůstává.
hint-disk-full = Uvolněte místo nebo zvyšte limit a pokračujte; zastavený import naváže tam, kde byl.
refusal-data-dir-missing = V umístění { $path } není datový adresář.
hint-data-dir-missing = Zadejte ho volbou --data ADRESÁŘ, nebo ho vytvořte příkazem „kartoteka serve“ či „kartoteka demo“.
refusal-no-terminal-confirm =
    Změní se { $n ->
        [one] { $n } záznam
        [few] { $n } záznamy
       *[other] { $n } záznamů
    }. Potvrďte volbou --yes (není tu terminál).
refusal-value-unreadable = „{ $value }“ není hodnota pro „{ $field }“.
refusal-setting-unknown =
    Nastavení „{ $name }“ neexistuje.{ $likely-count ->
        [0] { "" }
       *[other] { " " }Nemělo to být „{ $likely }“?
    }
hint-setting-unknown = „kartoteka setting get“ vypíše všechna nastavení.
refusal-login-mode-conflict =
    { $emails ->
        [one] { $emails } e-mail používá
        [few] { $emails } e-maily používá
       *[other] { $emails } e-mailů používá
    } { $users ->
        [one] { $users } uživatel
        [few] { $users } uživatelé
       *[other] { $users } uživatelů
    }: { $names }. Před přepnutím je opravte.
hint-login-mode-conflict = Při přihlašování e-mailem musí každý e-mail patřit jednomu uživateli.
refusal-file-exists = Soubor { $file } už existuje a zůstal beze změny.
hint-file-exists = Zvolte jiný název, nebo ten soubor přesuňte.
refusal-file-missing = Soubor { $path } neexistuje.
refusal-io-failed = Soubor se nepodařilo přečíst nebo zapsat: { $reason }.
refusal-fault = V programu se něco pokazilo. Co se uložilo dřív, zůstává. Číslo této závady: { $id }.
hint-fault = Zkuste to znovu. Pokud se to zopakuje, sdělte toto číslo správci.

## Refusals of filters and mass edits

refusal-filter-unreadable = „{ $name }“ není podmínka: chybí v ní některé ze znamének { $signs }.
hint-filter-unreadable = Pište pole=hodnota; ~ znamená „obsahuje“.
refusal-filter-unfit = Pole „{ $field }“ nelze porovnávat znaménkem { $sign }.
refusal-reference-several = Záznamů se jménem „{ $name }“ je víc: { $ids }.
hint-reference-several = Označte ten správný jeho číslem, například [#12].
refusal-bulk-empty = Není řečeno, co se má se záznamy udělat.
hint-bulk-empty = Uveďte aspoň jednu změnu, například --deactivate nebo --set pole=hodnota.
refusal-bulk-delete-alone = Mazání nelze spojit s jinými změnami.
refusal-default-tunnel-stays = Tunel „{ $name }“ si jméno ponechá: patří do něj klienti bez tunelu.

## Refusals at the door

refusal-user-inactive = Uživatel „{ $name }“ není aktivní.
refusal-sign-in-failed = Jméno a heslo k sobě nepatří, nebo se tento uživatel přihlásit nesmí.
refusal-invitation-unknown = Tato pozvánka neexistuje. Možná ji nahradila novější.
refusal-invitation-expired = Platnost této pozvánky skončila.
hint-invitation-expired = Požádejte správce o novou.
refusal-invitation-used = Tato pozvánka už byla použita. Každá funguje jen jednou.
hint-invitation-used = Přihlaste se heslem, které jste si nastavili, nebo požádejte správce o novou pozvánku.
refusal-password-too-short =
    Heslo má nejméně { $n ->
        [one] { $n } znak
        [few] { $n } znaky
       *[other] { $n } znaků
    }.
refusal-password-too-long =
    Heslo má nejvýše { $n ->
        [one] { $n } bajt
        [few] { $n } bajty
       *[other] { $n } bajtů
    }.

## Refusals of settings, recipes, backups

refusal-setting-unfit = „{ $value }“ se pro nastavení { $name } nehodí. Povoleno: { $allowed }.
refusal-recipe-name-unfit = „{ $name }“ nemůže být název receptu.
hint-recipe-name-unfit = Název má 1 až 100 znaků na jednom řádku.
refusal-restore-over = Databáze už existuje: { $path }. Nic se nezměnilo.
hint-restore-over = S --force ji záloha nahradí; stará databáze zůstane vedle ní.
refusal-restore-in-use = Kartotéka { $path } se právě používá: má ji otevřenou { $nodes } (počítač, proces). Nic se nezměnilo.
hint-restore-in-use = Ukončete každý kartoteka serve i kartoteka worker a pak obnovte. Na program, který skončil na jiném počítači, se zapomene po tolika sekundách, kolik říká nastavení work.lease_seconds, obvykle 30.
refusal-backup-unfit = { $path } není záloha programu Kartoteka. Nic se nezměnilo.
refusal-erasures-unfit = { $path } není seznam vymazaných osob. Nic se nezměnilo.
hint-erasures-unfit = Je to soubor erasures.txt z datového adresáře. Bez něj neobnovujte: vymazané osoby by se vrátily.
refusal-erase-no-people = Záznamy tohoto typu ({ $type }) nejsou osoby: visí na nich jiné záznamy. Nic se nevymazalo.
hint-erase-no-people = Až na něm nic nebude viset, smažte ho.
refusal-erase-run-under-way = Import č. { $number } neskončil a mohl by zapsat, co se maže. Nic se nevymazalo.
hint-erase-run-under-way = Počkejte, až skončí; nebo v něm pokračujte (kartoteka import start { $number }), nebo ho zastavte (kartoteka import cancel { $number }).
refusal-copy-place-unfit = "sqlite:{ $path }" není místo pro kartotéku. Nic se nestalo.
hint-copy-place-unfit = Napište sqlite:DIR pro datový adresář nebo postgres://uživatel@počítač/databáze pro server.
refusal-copy-nothing-there = V { $path } žádná kartotéka není. Nic se nezkopírovalo.
hint-copy-nothing-there = Uveďte datový adresář, ve kterém leží kartoteka.sqlite, nebo databázi, se kterou Kartoteka pracuje.
refusal-copy-target-taken = V { $path } už kartotéka je, nebo se tam právě kopíruje. Nic se nezměnilo.
hint-copy-target-taken = Kopírujte na prázdné místo. Zda obě obsahují totéž, řekne --compare.
refusal-copy-run-under-way = Import č. { $number } neskončil. Nic se nezkopírovalo.
hint-copy-run-under-way = Počkejte, až skončí; nebo v něm pokračujte (kartoteka import start { $number }), nebo ho zastavte (kartoteka import cancel { $number }), a pak kopírujte.
refusal-copy-export-under-way = Export č. { $number } neskončil. Nic se nezkopírovalo.
hint-copy-export-under-way = Počkejte, až skončí, nebo ho smažte: kartoteka export delete { $number }
refusal-copy-unequal = Co se zapsalo do { $path }, není to, co se přečetlo. Bylo to vzato zpět; nic jiného se nezměnilo.
hint-copy-unequal = Ověřte, zda jsou disk i databázový server v pořádku, a zkuste to znovu.

## Settings

setting-login-mode-help = Čím se lidé přihlašují: username (jméno), nebo email. Při email musí každá adresa patřit jednomu uživateli.
setting-language-help = Jazyk pro každého, kdo si žádný nezvolil.
setting-organisation-help = Jak si instalace říká, nahoře na každé stránce.
setting-uploads-most-mb-help = Kolik megabajtů smí mít nahraný soubor; 0 ponechá limit 512.
setting-uploads-kept-days-help = Kolik dní po skončení importu se uchová nahraný soubor a jeho řádky; 0 je uchová natrvalo. Záznamy, historie a možnost vrácení zůstávají.
setting-exports-kept-days-help = Kolik dní se uchová hotový export; 0 ho uchová, dokud ho někdo nesmaže.
setting-drafts-kept-days-help = Kolik dní od poslední změny se uchovává import, který nebyl spuštěn, i se souborem; 0 ho uchová, dokud ho někdo nezahodí.
setting-work-at-once-help = Kolik dlouhých úloh (kontroly, běhy, exporty) se dělá současně. Platí od příštího spuštění serveru.
setting-work-lease-seconds-help = Po kolika sekundách bez známky života se má za to, že pracovník zmizel, a v jeho práci pokračuje jiný. Pro všechny uzly stejně.
setting-file-date-order-help = Jak se v souborech obvykle píší data: detect, dmy, mdy nebo ymd. Soubor, sloupec i recept mohou určit jinak.
setting-file-decimal-help = Desetinný znak v souborech: detect, comma nebo point. Soubor, sloupec i recept mohou určit jinak.
setting-time-zone-help = Pásmo, ve kterém stránky ukazují čas, například Europe/Prague.
setting-api-rate-help = Kolik požadavků smí jeden token poslat přes REST API za minutu; 0 znamená bez omezení.
setting-row-limit-help = Nejvyšší počet řádků s daty v jednom souboru tohoto druhu importu; 0 znamená bez limitu.
setting-char-limit-help = Nejvyšší počet znaků v jedné buňce tohoto druhu importu; 0 ponechá limit na každém poli.

## Refusals of the room that reads files, under its own codes

refusal-rows-too-many = Tento soubor má víc řádků, než je limit { $limit }. Nic se neuložilo.
hint-rows-too-many = Rozdělte soubor na několik.
refusal-columns-too-many = Řádek { $row } sahá až do sloupce { $columns }. Limit je { $limit }.
hint-columns-too-many = Odstraňte sloupce, které neimportujete.
refusal-row-too-long = Řádek { $row } je větší než { SIZE($limit) }.
hint-row-too-long = V souboru CSV může chybějící uvozovka spojit mnoho řádek v jednu.
refusal-file-not-a-sheet =
    { $what ->
        [xml-spreadsheet] Toto je sešit v podobě XML z Excelu 2003, která se tu nečte.
       *[other]
            Toto je { $what ->
                [web-page] uložená webová stránka
                [pdf] dokument PDF
                [image] obrázek
                [zip] archiv ZIP
                [gzip] komprimovaný soubor
                [xml] dokument XML
                [document] textový dokument nebo prezentace
               *[other] něco jiného
            }, ne tabulka ani soubor CSV.
    }
hint-file-not-a-sheet = { hint-not-a-sheet }
refusal-encoding-unknown = Kódování s názvem „{ $label }“ neexistuje.
hint-encoding-unknown = Zkuste utf-8, utf-16le, windows-1250, windows-1251, windows-1252 nebo iso-8859-2.
refusal-dialect-unusable = Oddělovač i uvozovka musí být každý jeden prostý znak a musí se lišit.
refusal-sheet-missing = Sešit takový list nemá.
refusal-file-unreadable =
    Soubor{ $path-count ->
        [0] { "" }
       *[other] { " " }{ $path }
    } se nepodařilo přečíst{ $reason-count ->
        [0] { "" }
       *[other] : { $reason }
    }.
refusal-file-empty = { refusal-no-data }
hint-file-empty = { hint-no-data }
refusal-file-locked = { refusal-password-protected }
hint-file-locked = { hint-password-protected }
refusal-file-damaged = { refusal-damaged }
hint-file-damaged = { hint-damaged }
refusal-file-too-old = { refusal-too-old }
hint-file-too-old = { hint-too-old }
refusal-encoding-utf32 = { refusal-utf-32 }
hint-encoding-utf32 = { hint-utf-32 }
refusal-file-bomb = { refusal-bomb }
hint-file-bomb = { hint-bomb }
refusal-file-hostile = { refusal-hostile }
hint-file-hostile = { hint-hostile }
refusal-reading-timed-out = { refusal-timed-out }
hint-reading-timed-out = { hint-timed-out }
refusal-reading-out-of-memory = { refusal-out-of-memory }
hint-reading-out-of-memory = { hint-out-of-memory }
refusal-reading-failed = { refusal-child-failed }
hint-reading-failed = { hint-child-failed }

## Refusals of a mapping

refusal-field-not-writable = Pole „{ $field }“ vyplňuje Kartoteka sama a nelze ho importovat.
refusal-field-archived = Pole „{ $field }“ je vyřazené.
hint-field-archived = Sloupec vynechejte nebo přiřaďte jinému poli a soubor znovu zkontrolujte; nebo pole vraťte do užívání.
refusal-match-unmapped = Záznamy se mají párovat podle „{ $field }“, žádný sloupec mu ale není přiřazený.
hint-match-unmapped = Přiřaďte tomuto poli sloupec, nebo zvolte jiný klíč volbou --match-by.
refusal-update-without-key = Řádky mají aktualizovat záznamy, ale žádný sloupec neříká, o který záznam jde. Mohou to být tato pole: { $fields }.
hint-update-without-key = Přiřaďte sloupec jednomu z nich, například --map 'SLOUPEC=id'. Nebo zvolte jiné pole volbou --match-by.
refusal-order-unknown = „{ $order }“ není pořadí dne, měsíce a roku.
hint-order-unknown = Použijte dmy, mdy nebo ymd.

## Refusals about record types, fields and the database

refusal-type-exists = Typ záznamu „{ $name }“ už existuje.
refusal-field-exists = Pole „{ $name }“ už existuje, nebo je tento název vyhrazen.
refusal-key-unfit = „{ $name }“ nemůže být klíč.
hint-key-unfit = Použijte malá písmena a až z, číslice a jednotlivá _, na začátku písmeno, nejvýše 40 znaků.
refusal-definition-unreadable = Definici nelze přečíst: { $reason }.
refusal-value-taken = Hodnota pole „{ $field }“, která se nesmí opakovat, patří jinému záznamu.
refusal-database-read-only = Do databáze nelze zapisovat: { $reason }. Nic se nezměnilo.
hint-database-read-only = Zkontrolujte, komu datový adresář patří a zda je disk zapisovatelný.
refusal-database-unopenable = Databázi { $path } nelze otevřít: { $reason }.
refusal-database-certificate = Certifikátu databázového serveru { $path } nelze věřit: { $reason }.
hint-database-certificate = Uveďte v adrese soubor s certifikátem, který jej podepsal, nebo s certifikátem samotného serveru: ?sslrootcert=SOUBOR.
refusal-database-no-entry = Databázový server { $path } nelze použít: { $reason }.
hint-database-no-entry = Zkontrolujte hostitele, port, uživatele, heslo a název databáze a zda server běží.
refusal-database-address = Tohle není adresa databáze.
hint-database-address = Zapište ji jako postgres://uživatel:heslo@hostitel:5432/databáze.
refusal-database-server-old = Databázový server je PostgreSQL { $version }; je potřeba verze { $known } nebo novější.
hint-database-server-old = Připojte se k novějšímu serveru.
refusal-database-unreachable = Databázový server neodpovídá: { $reason }. Co se potvrdilo dřív, zůstává.
hint-database-unreachable = Podívejte se, zda server běží, a zkuste to znovu; běh pokračuje tam, kde skončil.
refusal-database-collision = V cestě byla jiná změna a databáze tuhle vzala zpět. Nic se nezměnilo.
hint-database-collision = Zkuste to znovu.
refusal-database-commit-unknown = Spojení skončilo, zrovna když se změna ukládala: { $reason }. Mohla se uložit, ale nemusela.
hint-database-commit-unknown = Než ji provedete znovu, podívejte se, zda tam je; import to po novém spuštění zjistí sám.
refusal-database-foreign = Databáze { $path } obsahuje tabulky jiného programu. Nic se nezměnilo.
hint-database-foreign = Dejte Kartotece vlastní databázi nebo vlastní schéma.
refusal-database-server-reads = Databázový server jen čte: { $reason }. Nic se nezměnilo.
hint-database-server-reads = Zadejte adresu serveru, který přijímá zápisy; tenhle je záložní, nebo je má zakázané. S více hostiteli v adrese a s target_session_attrs=read-write se najde sám.
refusal-database-no-rights = Databázový server to nedovoluje: { $reason }. Nic se nezměnilo.
hint-database-no-rights = Dovolte uživateli zakládat a měnit tabulky ve schématu.
refusal-database-on-server = Kartotéku uchovává databázový server; tohle je pro kartotéku v souboru. Nic se neprovedlo.
hint-database-on-server = Řekněte to bez --database; kartoteka copy přestěhuje kartotéku ze souboru na server.

## Odmítnutí u exportů, šablon, oprav a výsledků

refusal-export-rows-too-many = Export má { $rows } nebo více řádků. Na jeden list sešitu se jich vejde { $limit }.
hint-export-rows-too-many = Exportujte do CSV, nebo vyberte méně záznamů.
refusal-export-columns-too-many = Export má { $columns } sloupců. Na jeden list sešitu se jich vejde { $limit }.
hint-export-columns-too-many = Exportujte do CSV, nebo vyberte méně sloupců.
refusal-export-text-too-long = Řádek { $row }, sloupec { $column }: text má { $chars } znaků. Do jedné buňky sešitu se jich vejde { $limit }.
hint-export-text-too-long = Exportujte do CSV, nebo tento sloupec vynechte.
refusal-export-unfinished = Export č. { $number } nemá soubor: ještě se vytváří, nebo nebyl dokončen.
hint-export-unfinished = Počkejte, až bude hotový, nebo ho vytvořte znovu.
refusal-edit-type-unfit = Záznamy tohoto typu nemají stav ani vlastníky, proto pro ně není soubor úprav: { $type }.
hint-edit-type-unfit = Exportujte záznamy pro zpětný import a upravte ten soubor.
refusal-template-sheets-unfit = Soubor CSV má jen jeden list, společnosti a kontakty v něm nemohou být na dvou.
hint-template-sheets-unfit = Požádejte o XLSX, nebo o kontakty vedle společnosti (rozvržení b).
refusal-mend-without-column = Tento problém se týká celých řádků, není tu sloupec, který by šlo změnit.
hint-mend-without-column = Opravte řádky po jednom, nebo je vynechte.
refusal-row-unknown = Soubor nemá datový řádek { $row }.
hint-row-unknown = Řádky se počítají jako v tabulkovém programu, včetně záhlaví.
refusal-import-unchecked = Import č. { $number } ještě nebyl zkontrolován, není tedy o čem podat zprávu.
hint-import-unchecked = Nejdříve ho zkontrolujte.
## The API

refusal-token-missing = K tomu je potřeba token. Nic se nestalo.
hint-token-missing = Pošlete hlavičku "Authorization: Bearer TOKEN". Tokeny vytváří správce.
refusal-token-invalid = Tento token neplatí: byl zrušen, skončil nebo je v něm překlep. Nic se nestalo.
hint-token-invalid = Požádejte správce o nový token.
refusal-token-scope-missing = Tento token to nedovoluje. Nic se nezměnilo.
hint-token-scope-missing = Použijte token s potřebným rozsahem; vytvoří ho správce.
refusal-method-not-allowed = Tato adresa existuje, ale tuto metodu nezná.
refusal-media-type-unfit = Tělo typu "{ $name }" se tu nečte.
hint-media-type-unfit = Pošlete application/json, nebo soubor pod typem, který mu patří.
refusal-body-unreadable = Tělo není JSON: { $reason }. Nic se nezměnilo.
refusal-member-unknown = Položka "{ $name }" tu není. Nic se nezměnilo.
hint-member-unknown = Zkontrolujte, jak je napsaná; neznámé položky se odmítají, aby byl překlep vidět.
refusal-member-unfit = Některá položka nevyhovuje: { $reason }. Nic se nezměnilo.
refusal-query-unknown = Parametr "{ $name }" tu není.
refusal-if-match-missing = Změna musí říct, z které verze vychází. Nic se nezměnilo.
hint-if-match-missing = Pošlete hlavičku If-Match s hodnotou ETag toho, co jste četli, nebo * pro kteroukoli verzi.
refusal-record-rejected = { $n ->
    [one] Záznam nebyl uložen: jedna věc je špatně.
    [few] Záznam nebyl uložen: { $n } věci jsou špatně.
   *[other] Záznam nebyl uložen: { $n } věcí je špatně.
}
refusal-idempotency-key-reused = Tento Idempotency-Key už patří jiným datům, importu #{ $number }. Nic se neuložilo.
hint-idempotency-key-reused = Pro nový požadavek zvolte nový klíč.
refusal-idempotency-key-mismatch = Tento Idempotency-Key už byl použit pro jiný požadavek. Nic se nestalo.
hint-idempotency-key-mismatch = Pro nový požadavek zvolte nový klíč.
refusal-idempotency-key-spent = Tohle už je hotové. Tajemství bylo jen v první odpovědi a neuchovává se.
hint-idempotency-key-spent = Nové vytvoříte s jiným klíčem.
refusal-idempotency-key-busy = Požadavek s tímto Idempotency-Key ještě probíhá.
hint-idempotency-key-busy = Počkejte, až skončí; stejný požadavek pak dostane jeho odpověď.
refusal-too-many-requests = Příliš mnoho požadavků za minutu. Nic se nestalo.
hint-too-many-requests = Zkuste to znovu po době v hlavičce Retry-After; limit může zvýšit správce.
refusal-import-changed = Import č. { $number } mezitím někdo změnil. Nic se neuložilo.
hint-import-changed = Podívejte se na import znovu a změnu zopakujte.
refusal-upload-unknown = Takové nahrávání tu není, nebo není vaše. Nahrávání zmizí den po posledním dílu.
refusal-upload-busy = Právě přichází jiný díl tohoto nahrávání.
hint-upload-busy = Počkejte na něj a pak se zeptejte, kam až se dostalo.
refusal-upload-offset-unfit = Nahrávání pokračuje od bajtu { $offset }. Nic se nepřidalo.
hint-upload-offset-unfit = Pošlete díl, který tam začíná.
refusal-upload-incomplete = Nahrávání není úplné: je tu { $bytes } z { $limit } bajtů.
hint-upload-incomplete = Nejdřív pošlete chybějící díly.
refusal-sort-unfit = Podle „{ $name }“ nelze seznam seřadit. Takto dlouhý seznam lze seřadit podle: { $fields }.
refusal-fix-not-last = Vzít zpět lze jen poslední opravu; to je číslo { $number }.
api-address-unknown = Taková adresa tu není, nebo ne pro vás.
api-docs = REST API
api-docs-why = Všechny operace programového rozhraní: co přijímají a co vracejí. Začněte tokenem z nastavení; dokument pro nástroje je v odkazu nahoře.
api-docs-permission = Oprávnění
api-docs-takes = Přijímá
api-docs-gives = Vrací

## Refusals of verbs on imports and records

refusal-import-without-file = Import č. { $number } nemá soubor: vznikl příkazem, ne nahráním.
refusal-mode-fixed = Tento druh importu má jen jeden režim a nelze ho změnit.
hint-mode-fixed = Vynechte --mode, nebo zvolte jiný způsob importu volbou --profile.
refusal-draft-changed = Někdo mezitím uložil k tomuto importu jiné nastavení. Nic se neuložilo.
hint-draft-changed = Podívejte se, v čem se liší, a rozhodněte, čí nastavení platí.
refusal-record-changed = Záznam mezitím někdo změnil. Nic se neuložilo.
hint-record-changed = Podívejte se na záznam znovu a změnu zopakujte.
refusal-reference-unknown =
    { $type } „{ $name }“ neexistuje.{ $likely-count ->
        [0] { "" }
       *[other] { " " }Mysleli jste „{ $likely }“?
    }
refusal-undo-of-undo = Vrácení samo vrátit nelze. Naimportujte soubor znovu.
refusal-recipe-unknown =
    Recept „{ $name }“ neexistuje.{ $likely-count ->
        [0] { "" }
       *[other] { " " }Mysleli jste „{ $likely }“?
    }
refusal-user-unknown =
    Uživatel „{ $name }“ neexistuje.{ $likely-count ->
        [0] { "" }
       *[other] { " " }Mysleli jste „{ $likely }“?
    }
refusal-import-runs-elsewhere = Import č. { $number } právě provádí jiný proces.
hint-import-runs-elsewhere = Počkejte, až skončí, nebo nejdřív zastavte ten druhý.
refusal-lease-lost = V této práci pokračuje jiný pracovník.
hint-lease-lost = Není třeba nic dělat: co se zapisuje, zapíše se jednou. Podívejte se za chvíli znovu.
refusal-job-workers-died = Každý pracovník, který tuto práci převzal, při ní skončil.
hint-job-workers-died = Obraťte se na správce: „kartoteka queue list“ ji ukáže, „kartoteka queue go-on ČÍSLO“ ji pustí dál.
refusal-job-not-parked = Úloha { $number } není odložená: její stav je { $state }.
hint-job-not-parked = Dál se pouští jen odložená práce; „kartoteka queue list“ ukáže, která to je.
refusal-colleague-may-not = Uživatel { $name } nesmí importovat záznamy tohoto typu.
hint-colleague-may-not = Vyberte někoho jiného, nebo požádejte správce o změnu role.
