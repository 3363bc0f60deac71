## Co se říká programům a lidem nikdy: požadavky na REST API, webhooky, vložené stránky.

refusal-records-unsaid = Není řečeno, o které záznamy jde. Nic se nezměnilo.
hint-records-unsaid = Určete je filtrem, hledáním, štítky nebo čísly; "all": true znamená všechny záznamy typu.
refusal-selection-twice = "all" znamená všechny záznamy, a přitom je něco dalšího zužuje. Nic se nezměnilo.
hint-selection-twice = Jedno z toho vynechte.
refusal-batch-size =
    { $n ->
        [one] Dávka má jeden záznam.
        [few] Dávka má 1 až { $n } záznamy.
       *[other] Dávka má 1 až { $n } záznamů.
    } Nic se nezměnilo.
hint-batch-size = Ostatní pošlete v dalších dávkách, nebo jako import.
refusal-tags-unfit = Štítky nelze nastavit: { $reason }
refusal-field-order-unfit = Pořadí musí jednou jmenovat každé používané vlastní pole: { $fields }.
refusal-resource-changed = Od chvíle, kdy jste to četli, to někdo změnil. Teď se nic nezměnilo.
hint-resource-changed = Přečtěte to znovu a pošlete změnu s novým ETag.

refusal-csrf-token-missing = Ke změně relace v cookie nestačí. Nic nebylo změněno.
hint-csrf-token-missing = Pošlete hlavičku X-CSRF-Token s hodnotou csrf_token z GET /api/v1/session, nebo použijte token.
refusal-cursor-gone = Záznam, za kterým tato stránka začíná ({ $id }), už není.
hint-cursor-gone = Začněte seznam znovu, bez cursor.

help-problem = Co odmítnutí znamená
help-problem-why = Program žádal o něco, co nebylo možné udělat, a dostal tento důvod. Tečky stojí za tím, čeho se požadavek týkal.

refusal-too-many-webhooks =
    { $n ->
        [one] Webhook smí být jeden.
        [few] Webhooky smějí být { $n }.
       *[other] Webhooků smí být { $n }.
    } Nic nevzniklo.
hint-too-many-webhooks = Smažte některý, který už není potřeba.
refusal-webhook-url-unfit = „{ $value }“ není adresa, na kterou lze posílat webhook. Nic se nezměnilo.
hint-webhook-url-unfit = Začíná https://; http:// jen když je nastavení webhook_private na yes. Jméno ani heslo v ní není.
refusal-webhook-without-event = Není řečeno, co se má webhooku hlásit. Vyberte aspoň jedno z: { $choices }.
refusal-webhook-event-unknown =
    Událost „{ $name }“ neexistuje.{ $likely-count ->
        [0] { "" }
       *[other] { " " }Nemysleli jste { $likely }?
    }
refusal-embed-without-type = Není řečeno, které typy záznamů se smějí importovat: uveďte jeden v type, nebo několik v types. Nic nevzniklo.
refusal-embed-origin-unfit = „{ $value }“ není původ, který může import zobrazit. Nic nevzniklo.
hint-embed-origin-unfit = Napište jen schéma, hostitele a port: https://app.example.com. http:// jen pro localhost.
refusal-embed-theme-unfit = „{ $value }“ není hodnota pro { $name }. Nic nevzniklo.
hint-embed-theme-unfit = Barvy se píší #1a2b3c, rohy 8px, písma jako seznam názvů; další jména jsou v dokumentaci.
refusal-embed-time-unfit = Relace trvá { $limit } až { $seconds } sekund. Nic nevzniklo.
refusal-embed-needs-tls = Stránka jiného webu může import zobrazit jen přes https. Nic nevzniklo.
hint-embed-needs-tls = Spusťte server s jeho veřejnou adresou: --public-url https://crm.example.com.
refusal-embed-unknown = Taková relace není, nebo už byla zapomenuta.
refusal-embed-ticket-unfit = Tato adresa už byla otevřena, je příliš stará, nebo je v ní překlep.
hint-embed-ticket-unfit = Načtěte stránku kolem znovu: vytvoří novou.
refusal-embed-not-framed = Tato adresa se otevírá uvnitř stránky produktu, který ji vytvořil, ne v samostatném okně.
refusal-embed-over = Toto okno importu je zavřené.
hint-embed-over = Nové otevřete tím, že stránku kolem načtete znovu.
refusal-embed-type-unfit = Tohle se tady importovat nedá.
setting-webhook-private-help = Zda se webhooky smějí posílat do vlastní sítě: no (ne), nebo yes (ano).

## Příkazový řádek přes server.

refusal-server-token-missing = Server je zadaný, ale token pro něj chybí.
hint-server-token-missing = Nastavte KARTOTEKA_TOKEN, zadejte soubor pomocí --token-file, nebo si token uložte příkazem kartoteka auth login. Tokeny vytváří správce v nastavení.
refusal-server-unreachable = Server { $address } není dostupný: { $reason }
hint-server-unreachable = Podívejte se, zda je adresa správná a server běží, a zopakujte to: co je hotové, se neudělá podruhé.
refusal-server-unsafe = Spojení s { $address } není bezpečné, proto se nic neodeslalo: { $reason }
hint-server-unsafe = Podívejte se, zda certifikát serveru platí pro tuto adresu. Server bez certifikátu má adresu s http://.
refusal-server-version-differs = Server { $address } má verzi { $version }, tento program { $known }, a neporozuměly si.
hint-server-version-differs = Použijte program ve verzi serveru, nebo server aktualizujte.
refusal-token-without-user = Není řečeno, za koho token jedná.
hint-token-without-user = Jmenujte uživatele přepínačem --user.
refusal-server-not-remembered = Pro { $address } tu žádný token není.
refusal-no-place-for-tokens = Není složka pro nastavení, kam by se token uložil.
hint-no-place-for-tokens = Nastavte HOME nebo XDG_CONFIG_HOME, nebo dávejte token s každým příkazem: KARTOTEKA_TOKEN, --token-file.
token-acts-as = Tento token jedná za uživatele { $name }. Ukazuje se teď a už nikdy:
token-revoked = Token { $number } už nic neotevře.
auth-in = Na { $address } jste { $name }. Token je pro vás uložen na tomto počítači.
auth-out = Token pro { $address } je zapomenut. Platí dál: odvolat ho může správce.
heading-server = Server
heading-scopes = Rozsahy
heading-expires = Končí
heading-used = Naposledy použit
refusal-server-strange = Na { $address } neodpovídá server Kartotéky.
refusal-server-unfit = Hodnotu „{ $name }“ nelze takto použít.
hint-server-unfit = Server je adresa jako https://crm.example.com; token je jedno slovo a začíná kt_.
refusal-server-said = { $reason }
refusal-not-over-server = Tento příkaz pracuje nad datovou složkou, ne přes server. Nic se neprovedlo.
hint-not-over-server = Vynechte --server a KARTOTEKA_SERVER, nebo použijte REST API.
