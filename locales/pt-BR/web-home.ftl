### The home page.

## What waits, what was done

home-waiting = Esperando por você
home-waiting-none = Nada esperando.
home-latest = Últimas importações
home-all-imports = Todas as importações

## The register at a glance

home-glance = O registro em um relance
home-records =
    { $n ->
        [one] { $n } registro
       *[other] { $n } registros
    }
home-created = Registros novos por mês
home-created-none = Nada foi adicionado nos últimos doze meses.
home-created-is =
    { $n ->
        [one] Em doze meses entrou { $n } registro, a maioria em { $month }.
       *[other] Em doze meses entraram { $n } registros, a maioria em { $month }.
    }
home-month = Mês
home-total = Total
home-others = Outros
home-issues = O que estava errado nas últimas importações
home-issues-of =
    { $n ->
        [one] Linhas por tipo de problema, na última importação.
       *[other] Linhas por tipo de problema, nas últimas { $n } importações.
    }
home-issues-none = As últimas importações não tiveram problemas.
home-problem = Problema
home-rows = Linhas
home-suspects = Possíveis duplicados
home-suspects-why = Registros que compartilham o que costuma ser de um só.
home-suspects-none = Nenhum registro se parece com outro.
home-suspect =
    { $n ->
        [one] { $records } registros têm em comum { $n } valor de "{ $field }".
       *[other] { $records } registros têm em comum { $n } valores de "{ $field }".
    }
home-numbers = Os números

## The first day

home-first = Bem-vindo. Três passos até a primeira importação
home-first-why = Nada é gravado antes que você veja, e tudo pode ser desfeito.
home-first-1 = Baixe um modelo
home-first-1-why = Uma planilha feita para este registro, com instruções. Seu próprio arquivo também serve.
home-first-2 = Envie-o e veja o que aconteceria
home-first-2-why = Cada linha é verificada. Os erros vêm agrupados, com a correção de cada um.
home-first-3 = Inicie a importação
home-first-3-why = Só agora algo é gravado. Um clique desfaz.
home-first-act = Começar
home-first-help = Como funciona uma importação
home-served = Você está conectado. Um administrador cuida dos seus dados aqui.

## Months, short

month-1 = jan
month-2 = fev
month-3 = mar
month-4 = abr
month-5 = mai
month-6 = jun
month-7 = jul
month-8 = ago
month-9 = set
month-10 = out
month-11 = nov
month-12 = dez
