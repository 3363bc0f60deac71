### Ke každému kódu: věta, -title (nadpis skupiny), -help (co znamená a jak to opravit). NAME-count: počet členů seznamu, 0 když chybí.

## Where it is. The sentence that follows begins on its own, so it starts with a capital letter or a quoted value.

issue-row = Řádek { $row }, „{ $label }“: { $sentence }
issue-row-only = Řádek { $row }: { $sentence }
empty-value = (prázdné)

## Empty cells

required-empty = Buňka je prázdná, toto pole ale musí být vyplněné.
required-empty-title = Povinné pole je prázdné
required-empty-help = Toto pole musí být vyplněné v každém řádku. Doplňte buňku, nastavte jednu hodnotu pro všechny prázdné buňky, nebo tyto řádky vynechte.
recommended-empty = Buňka je prázdná. Řádek se naimportuje, pole ale stojí za to vyplnit.
recommended-empty-title = Doporučené pole je prázdné
recommended-empty-help = S vyplněným polem se záznamy lépe hledají a lépe se s nimi pracuje. Doplňte ho, nebo pokračujte bez něj.
one-of-empty = Aspoň jedno z těchto polí musí být vyplněné: { $fields }.
one-of-empty-title = Není vyplněné žádné z několika polí
one-of-empty-help = Každé z těchto polí může být prázdné, ne však všechna najednou. Vyplňte aspoň jedno.
update-empty = Buňka je prázdná; při aktualizaci záznamů má být toto pole vyplněné.
update-empty-title = Pole doporučené při aktualizaci je prázdné
update-empty-help = Řádek se naimportuje. Ve výchozím nastavení prázdná buňka ponechá uloženou hodnotu; vyplňte ji, pokud se má hodnota změnit.

## Texts

text-too-long =
    Text má { $chars ->
        [one] { $chars } znak
        [few] { $chars } znaky
       *[other] { $chars } znaků
    }; limit je { $limit }.
text-too-long-title = Text je příliš dlouhý
text-too-long-help = Text zkraťte, nebo ho nechte oříznout na limit. Každé písmeno, mezera i znaménko je jeden znak.
text-control = { $position }. znak textu je skrytý řídicí znak ({ $char }), který nelze uložit.
text-control-title = Skrytý řídicí znak v textu
text-control-help = Takové znaky vznikají při poškozeném exportu a nejsou vidět. Napište text znovu, nebo znak v souboru odstraňte.
text-multiline = Text obsahuje konec řádku; ponechá se, jak je.
text-multiline-title = Konec řádku v jednořádkovém textu
text-multiline-help = Není třeba nic dělat. Pokud konec řádku nechcete, nahraďte ho mezerou.
text-garbled = „{ $value }“ vypadá, jako by se soubor četl v nesprávném kódování.
text-garbled-title = Text vypadá poškozeně
text-garbled-help = Zvolte pro soubor jiné kódování a porovnejte náhled. Pokud je text poškozený už v souboru, opravte ho tam.

## Numbers

number-unreadable = „{ $value }“ není číslo, které do tohoto pole patří.
number-unreadable-title = Číslo nelze přečíst
number-unreadable-help = Pište číslice s nejvýše jedním desetinným oddělovačem, bez slov. Pole pro celá čísla nepřijímá desetinná místa.
number-out-of-range = „{ $value }“ je mimo rozsah od { $least } do { $most }.
number-out-of-range-title = Číslo je mimo rozsah
number-out-of-range-help = Číslo je větší nebo menší, než toto pole pojme. Zkontrolujte číslice a jednotku.
number-ambiguous = „{ $value }“ se čte jako { $reading }; mohlo by znamenat i { $other }.
number-ambiguous-title = Číslo má dva možné významy
number-ambiguous-help = Tečka nebo čárka může oddělovat tisíce i desetinná místa. Zvolte desetinný oddělovač pro celý sloupec.
digits-lost = „{ $value }“ vypadá oříznutě: tabulkový program uchová jen 15 číslic čísla.
digits-lost-title = Číslice ztracené v tabulce
digits-lost-help = Nastavte sloupci formát textu, zadejte celé číslo znovu a soubor nahrajte ještě jednou. Ztracené číslice ze souboru obnovit nelze.
check-digit = Kontrolní číslice v „{ $value }“ nesedí; některá číslice je možná překlep.
check-digit-title = Kontrolní číslice nesedí
check-digit-help = Porovnejte číslo se zdrojem. Naimportuje se tak, jak je.

## Dates and times

date-unreadable = „{ $value }“ není datum. Pište data takto: { $example }.
date-unreadable-title = Datum nelze přečíst
date-unreadable-help = Den musí v kalendáři existovat a odpovídat pořadí zvolenému pro sloupec. Opravte buňku, nebo změňte pořadí dne, měsíce a roku.
date-ambiguous = „{ $value }“ se čte jako { $reading }; den a měsíc by mohly být i naopak.
date-ambiguous-title = Den a měsíc mohou být prohozené
date-ambiguous-help = Žádné datum ve sloupci neukazuje, které číslo je den. Zvolte pořadí pro celý sloupec.
time-unreadable = „{ $value }“ není čas. Pište časy takto: { $example }.
time-unreadable-title = Čas nelze přečíst
time-unreadable-help = Pište hodiny a minuty ve 24hodinovém formátu, oddělené dvojtečkou.

## Words with a fixed meaning

yes-no-unknown = „{ $value }“ neznamená ano ani ne. Napište ano, nebo ne.
yes-no-unknown-title = Ani ano, ani ne
yes-no-unknown-help = Rozumíme ano a ne ve čtyřech jazycích, true a false, 1 a 0. Opravte buňku, nebo určete význam slova pro celý sloupec.
email-unreadable = „{ $value }“ není e-mailová adresa. Pište ji jako jmeno@example.com.
email-unreadable-title = E-mailovou adresu nelze přečíst
email-unreadable-help = Adresa má jméno, znak @ a doménu, bez mezer, a v buňce je jen jedna. Opravte buňku, nebo ji vymažte, pokud pole smí být prázdné.
phone-unreadable = „{ $value }“ není telefonní číslo. Pište číslice, před předvolbu země +.
phone-unreadable-title = Telefonní číslo nelze přečíst
phone-unreadable-help = Číslo obsahuje písmena, nebo má málo či mnoho číslic. Nechte v buňce jedno číslo; mezery, závorky a pomlčky nevadí.
web-address-unreadable = „{ $value }“ není webová adresa. Pište ji jako www.example.com.
web-address-unreadable-title = Webovou adresu nelze přečíst
web-address-unreadable-help = Webová adresa má doménu s tečkou a nemá mezery; https:// na začátku není nutné.
choice-unknown =
    „{ $value }“ není mezi možnostmi.{ $likely-count ->
        [0] { "" }
       *[other] { " " }Nemělo to být „{ $likely }“?
    }{ $choices-count ->
        [0] { "" }
       *[other] { " " }Možnosti: { $choices }.
    }
choice-unknown-title = Hodnota není mezi možnostmi
choice-unknown-help = Pole přijímá jen uvedené možnosti, v kterémkoli ze čtyř jazyků. Nahraďte hodnotu ve všech řádcích najednou, nebo požádejte správce o přidání možnosti.
country-unknown =
    „{ $value }“ není název ani kód země.{ $likely-count ->
        [0] { "" }
       *[other] { " " }Nemělo to být „{ $likely }“?
    }
country-unknown-title = Neznámá země
country-unknown-help = Napište název země v jednom ze čtyř jazyků, nebo její dvoupísmenný kód, třeba CZ nebo BR.

## The sheet itself

cell-error = Buňka obsahuje místo hodnoty chybu tabulky { $value }.
cell-error-title = Chyba tabulky v buňce
cell-error-help = Vzorec v této buňce se nepodařilo vypočítat. Opravte vzorec, nebo napište přímo hodnotu.
row-too-long = Řádek má buňky za posledním sloupcem záhlaví: „{ $surplus }“.
row-too-long-title = Víc buněk než v záhlaví
row-too-long-help = Často je v textu bez uvozovek oddělovač, takže se buňky posunuly. Dejte text do uvozovek, nebo sloupci doplňte záhlaví.

## Links between records

link-missing =
    { $type } „{ $value }“ neexistuje.{ $likely-count ->
        [0] { "" }
       *[other] { " " }Nemělo to být „{ $likely }“?
    }
link-missing-title = Propojený záznam neexistuje
link-missing-help = Nejdřív naimportujte propojené záznamy, nebo nahraďte název existujícím. Nic se nevytvoří mimochodem, pokud to sami nezvolíte.
link-created = { $type } „{ $value }“ zatím neexistuje; záznam se vytvoří.
link-created-title = Propojený záznam se vytvoří
link-created-help = Zvolili jste vytváření chybějících propojených záznamů. Zkontrolujte pravopis, aby nevznikl druhý záznam téhož.
link-several = Název „{ $value }“ má více záznamů ({ $type }): { $ids }.
link-several-title = Tento název má více záznamů
link-several-help = Místo názvu napište ID záznamu, který máte na mysli, nebo vyberte jeden pro všechny tyto řádky.
link-cycle =
    Záznam by byl nadřazený sám sobě{ $rows-count ->
        [0] { "" }
       *[other] ; viz { $rows-count ->
                [1] řádek
               *[other] řádky
            } { $rows }
    }.
link-cycle-title = Záznam nadřazený sám sobě
link-cycle-help = Cesta po nadřazených záznamech se vrací k tomuto záznamu. Změňte nadřazený záznam v jednom z těchto řádků.
linked-stays = Záznam zůstává, protože jsou s ním propojené další: { $links }.
linked-stays-title = Zůstává kvůli propojeným záznamům
linked-stays-help = Nejdřív odstraňte nebo přesuňte propojené záznamy a pak mazání spusťte znovu.

## Keys and matching

key-repeated =
    Stejný klíč{ $value-count ->
        [0] { "" }
       *[other] { " " }(„{ $value }“)
    } je { $rows-count ->
        [1] v řádku
       *[other] v řádcích
    } { $rows }, smí však být jen v jednom.
key-repeated-title = Stejný klíč ve více řádcích
key-repeated-help = Každá hodnota tohoto pole smí být jen v jednom řádku. Ostatní změňte, nebo ponechte jen první či poslední z těchto řádků.
key-superseded =
    Řádek se přeskočí: stejný klíč{ $value-count ->
        [0] { "" }
       *[other] { " " }(„{ $value }“)
    } je { $rows-count ->
        [1] v řádku
       *[other] v řádcích
    } { $rows } a platí jen jeden z nich.
key-superseded-title = Přeskočeno kvůli jinému řádku
key-superseded-help = Když je stejný klíč v souboru víckrát, platí jeden řádek: poslední, pokud jste nezvolili první. Odstraňte ten, který nechcete.
key-taken =
    Tuto hodnotu už má záznam { $id }{ $value-count ->
        [0] { "" }
       *[other] : „{ $value }“
    }.
key-taken-title = Hodnota patří jinému záznamu
key-taken-help = Tato hodnota smí patřit jen jednomu záznamu. Zvolte jinou, nebo místo toho aktualizujte existující záznam.
match-several = Klíči „{ $key }“ odpovídá více záznamů: { $ids }.
match-several-title = Řádek odpovídá více záznamům
match-several-help = Sám od sebe se nevybere žádný. Doplňte ID správného záznamu, nebo párujte podle jedinečného klíče.
record-missing = Pro „{ $key }“ nebyl nalezen záznam a tento import jen aktualizuje.
record-missing-title = Záznam k aktualizaci nenalezen
record-missing-help = Opravte ID nebo klíč, nebo zvolte „Vytvořit a aktualizovat“, pokud mají vzniknout nové záznamy.
id-unknown = ID je prázdné nebo neznámé, takže se vytvoří nový záznam.
id-unknown-title = Nový záznam kvůli ID
id-unknown-help = Má-li řádek změnit existující záznam, zkopírujte jeho ID z adresy jeho stránky nebo z exportu.
record-exists = Záznam { $id } už existuje a podle vaší volby zůstává beze změny.
record-exists-title = Záznam už existuje
record-exists-help = Řádek se přeskočí. Zvolte „Vytvořit a aktualizovat“, pokud se mají existující záznamy změnit.
record-changed-since = Záznam { $id } po kontrole někdo změnil, proto zůstal nedotčený.
record-changed-since-title = Záznam se po kontrole změnil
record-changed-since-help = Spusťte kontrolu znovu, podívejte se na nové rozdíly a pak znovu spusťte import; zbývají jen tyto řádky.
field-conflict = Od exportu se změnilo na obou stranách: bylo „{ $before }“, uloženo je „{ $stored }“, v souboru je „{ $value }“. Uložená hodnota zůstává.
field-conflict-title = Změněno v souboru i v kartotéce
field-conflict-help = Rozhodněte, která hodnota platí. Pole upravená jen na jedné straně se sloučí bez ptaní.
name-differs = Uložený název je „{ $stored }“, v souboru je „{ $value }“; název se nemění.
name-differs-title = Název se liší od uloženého záznamu
name-differs-help = O tom, který záznam je míněn, rozhoduje ID. Ověřte, že ID a název v řádku patří k sobě.

## People and messengers

email-repeated =
    „{ $value }“ patří více uživatelům, lidé se zde ale přihlašují e-mailem.{ $rows-count ->
        [0] { "" }
       *[other] { " " }Je { $rows-count ->
                [1] v řádku
               *[other] v řádcích
            } { $rows }.
    }
email-repeated-title = Jeden e-mail u více uživatelů
email-repeated-help = Při přihlašování e-mailem smí každá adresa patřit jednomu uživateli. Změňte adresy, nebo přepněte přihlašování na uživatelská jména.
role-forbidden = Roli „{ $value }“ smí přidělit jen správce.
role-forbidden-title = Roli přiděluje správce
role-forbidden-help = Požádejte správce, aby import spustil, nebo těmto řádkům zvolte jinou roli.
user-protected = Uživatel č. { $id } je operátor nebo správce. Měnit ho smí jen správce.
user-protected-title = Uživatele mění správce
user-protected-help = Požádejte správce, aby import spustil, nebo tyto řádky vynechte.
last-administrator = Po tomto řádku by se o kartotéku neměl kdo starat: uživatel je poslední aktivní správce.
last-administrator-title = Poslední správce
last-administrator-help = Nejdřív udělejte správcem někoho dalšího a nechte ho nastavit si heslo, nebo tento řádek vynechte.
messenger-id-odd = „{ $value }“ nevypadá jako ID messengeru { $messenger }. Klient se naimportuje, zprávy mu ale nebudou doručeny.
messenger-id-odd-title = ID neodpovídá messengeru
messenger-id-odd-help = Klient se označí „nelze mu psát“. Pokud soubor pochází z jiného messengeru, vyberte odpovídajícího bota.

## While writing and undoing

undo-kept = Od importu upraveno, proto zůstává uložená hodnota: „{ $stored }“.
undo-kept-title = Ponecháno, protože bylo mezitím upraveno
undo-kept-help = Vrácení nikdy nepřepíše pozdější úpravu. Chcete-li starou hodnotu, změňte pole ručně.
write-failed = Řádek se nepodařilo uložit: { $reason }.
write-failed-title = Řádek se nepodařilo uložit
write-failed-help = Z tohoto řádku se nic nezapsalo. Naimportujte znovu soubor s neúspěšnými řádky; pokud se to zopakuje, řekněte to správci.
partner-rejected = Tento řádek potřebuje řádek { $row }, který kvůli chybám zůstává mimo.
partner-rejected-title = Potřebný řádek zůstává mimo
partner-rejected-help = Opravte řádek, na kterém tento závisí; tento se pak naimportuje sám.
row-excluded = Řádek byl vynechán ručně.
row-excluded-title = Vynecháno ručně
row-excluded-help = Řádek se přeskočí. Má-li se naimportovat, znovu ho zahrňte.
