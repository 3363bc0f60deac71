### Para cada código: a frase, -title (título do grupo), -help (o que significa e como corrigir). NAME-count: membros de uma lista, 0 quando não há.

## Where it is. The sentence that follows begins on its own, so it starts with a capital letter or a quoted value.

issue-row = Linha { $row }, “{ $label }”: { $sentence }
issue-row-only = Linha { $row }: { $sentence }
empty-value = (vazio)

## Empty cells

required-empty = A célula está vazia, mas este campo precisa ser preenchido.
required-empty-title = Campo obrigatório vazio
required-empty-help = Este campo precisa ser preenchido em todas as linhas. Preencha a célula, defina um valor para todas as células vazias ou deixe essas linhas de fora.
recommended-empty = A célula está vazia. A linha será importada, mas vale a pena preencher este campo.
recommended-empty-title = Campo recomendado vazio
recommended-empty-help = Com este campo preenchido fica mais fácil encontrar e usar os registros. Preencha-o ou continue sem ele.
one-of-empty = Pelo menos um destes campos precisa ser preenchido: { $fields }.
one-of-empty-title = Nenhum de vários campos está preenchido
one-of-empty-help = Cada um destes campos pode ficar vazio, mas não todos ao mesmo tempo. Preencha pelo menos um.
update-empty = A célula está vazia; ao atualizar registros, este campo deveria estar preenchido.
update-empty-title = Campo recomendado na atualização está vazio
update-empty-help = A linha será importada. Por padrão, uma célula vazia mantém o valor armazenado; preencha-a se o valor tiver de mudar.

## Texts

text-too-long =
    O texto tem { $chars ->
        [one] { $chars } caractere
       *[other] { $chars } caracteres
    }; o limite é { $limit }.
text-too-long-title = Texto longo demais
text-too-long-help = Encurte o texto ou corte-o no limite. Cada letra, espaço e sinal conta como um caractere.
text-control = O caractere { $position } do texto é um caractere de controle oculto ({ $char }), que não pode ser armazenado.
text-control-title = Caractere de controle oculto no texto
text-control-help = Esses caracteres vêm de exportações com defeito e não são visíveis. Digite o texto de novo ou remova o caractere do arquivo.
text-multiline = O texto tem uma quebra de linha; ela é mantida como está.
text-multiline-title = Quebra de linha em texto de uma linha
text-multiline-help = Não é preciso fazer nada. Se não quiser a quebra de linha, troque-a por um espaço.
text-garbled = “{ $value }” parece ter sido lido com a codificação errada.
text-garbled-title = Texto parece danificado
text-garbled-help = Escolha outra codificação para o arquivo e compare a prévia. Se o texto já está danificado no arquivo, corrija-o lá.

## Numbers

number-unreadable = “{ $value }” não é um número que caiba neste campo.
number-unreadable-title = Número não pôde ser lido
number-unreadable-help = Escreva algarismos com no máximo um separador decimal, sem palavras. Um campo de números inteiros não aceita casas decimais.
number-out-of-range = “{ $value }” está fora do intervalo de { $least } a { $most }.
number-out-of-range-title = Número fora do intervalo
number-out-of-range-help = O número é maior ou menor do que este campo comporta. Confira os algarismos e a unidade.
number-ambiguous = “{ $value }” é lido como { $reading }; também poderia significar { $other }.
number-ambiguous-title = Número com dois significados possíveis
number-ambiguous-help = O ponto ou a vírgula pode separar milhares ou decimais. Escolha o separador decimal para a coluna inteira.
digits-lost = “{ $value }” parece cortado: uma planilha guarda só 15 algarismos de um número.
digits-lost-title = Algarismos perdidos na planilha
digits-lost-help = Formate a coluna como texto, digite o número completo de novo e envie o arquivo outra vez. Os algarismos perdidos não podem ser recuperados do arquivo.
check-digit = Os dígitos verificadores de “{ $value }” não conferem; talvez haja um erro de digitação.
check-digit-title = Dígitos verificadores não conferem
check-digit-help = Compare o número com a origem. Ele é importado como está.

## Dates and times

date-unreadable = “{ $value }” não é uma data. Escreva as datas assim: { $example }.
date-unreadable-title = Data não pôde ser lida
date-unreadable-help = O dia precisa existir no calendário e seguir a ordem escolhida para a coluna. Corrija a célula ou mude a ordem de dia, mês e ano.
date-ambiguous = “{ $value }” é lido como { $reading }; dia e mês também poderiam estar trocados.
date-ambiguous-title = Dia e mês podem estar trocados
date-ambiguous-help = Nenhuma data da coluna mostra qual número é o dia. Escolha a ordem para a coluna inteira.
time-unreadable = “{ $value }” não é um horário. Escreva os horários assim: { $example }.
time-unreadable-title = Horário não pôde ser lido
time-unreadable-help = Escreva horas e minutos no formato de 24 horas, separados por dois-pontos.

## Words with a fixed meaning

yes-no-unknown = “{ $value }” não significa sim nem não. Escreva sim ou não.
yes-no-unknown-title = Nem sim, nem não
yes-no-unknown-help = São entendidos sim e não em quatro idiomas, true e false, 1 e 0. Corrija a célula ou diga o que a palavra significa para a coluna inteira.
email-unreadable = “{ $value }” não é um endereço de e-mail. Escreva como nome@example.com.
email-unreadable-title = Endereço de e-mail não pôde ser lido
email-unreadable-help = Um endereço tem nome, o sinal @ e um domínio, sem espaços, e a célula contém só um. Corrija a célula ou limpe-a se o campo puder ficar vazio.
phone-unreadable = “{ $value }” não é um número de telefone. Use algarismos, com + antes do código do país.
phone-unreadable-title = Número de telefone não pôde ser lido
phone-unreadable-help = O número tem letras, ou algarismos de menos ou de mais. Deixe um só número na célula; espaços, parênteses e hifens são aceitos.
web-address-unreadable = “{ $value }” não é um endereço da web. Escreva como www.example.com.
web-address-unreadable-title = Endereço da web não pôde ser lido
web-address-unreadable-help = Um endereço da web tem um domínio com ponto e nenhum espaço; o https:// no início é opcional.
choice-unknown =
    “{ $value }” não é uma das opções.{ $likely-count ->
        [0] { "" }
       *[other] { " " }Seria “{ $likely }”?
    }{ $choices-count ->
        [0] { "" }
       *[other] { " " }Opções: { $choices }.
    }
choice-unknown-title = Valor fora das opções
choice-unknown-help = O campo aceita apenas as opções listadas, em qualquer um dos quatro idiomas. Substitua o valor em todas as linhas de uma vez ou peça a um administrador para incluir a opção.
country-unknown =
    “{ $value }” não é nome nem código de país.{ $likely-count ->
        [0] { "" }
       *[other] { " " }Seria “{ $likely }”?
    }
country-unknown-title = País não reconhecido
country-unknown-help = Escreva o nome do país em um dos quatro idiomas ou o código de duas letras, como CZ ou BR.

## The sheet itself

cell-error = A célula contém o erro de planilha { $value } em vez de um valor.
cell-error-title = Erro de planilha em uma célula
cell-error-help = Uma fórmula desta célula não pôde ser calculada. Corrija a fórmula ou escreva o próprio valor.
row-too-long = A linha tem células além da última coluna do cabeçalho: “{ $surplus }”.
row-too-long-title = Mais células que o cabeçalho
row-too-long-help = Muitas vezes há um separador dentro de um texto sem aspas, e as células se deslocaram. Coloque o texto entre aspas ou dê um cabeçalho à coluna.

## Links between records

link-missing =
    { $type } “{ $value }” não existe.{ $likely-count ->
        [0] { "" }
       *[other] { " " }Seria “{ $likely }”?
    }
link-missing-title = Registro vinculado não existe
link-missing-help = Importe primeiro os registros vinculados ou troque o nome por um que exista. Nada é criado à parte, a menos que você escolha isso.
link-created = { $type } “{ $value }” ainda não existe; o registro será criado.
link-created-title = Registro vinculado será criado
link-created-help = Você escolheu criar os registros vinculados que faltam. Confira a grafia para não criar um segundo registro da mesma coisa.
link-several = Vários registros ({ $type }) se chamam “{ $value }”: { $ids }.
link-several-title = Vários registros com este nome
link-several-help = Escreva o ID do registro desejado em vez do nome ou escolha um para todas essas linhas.
link-cycle =
    O registro ficaria acima de si mesmo{ $rows-count ->
        [0] { "" }
       *[other] ; veja { $rows-count ->
                [1] a linha
               *[other] as linhas
            } { $rows }
    }.
link-cycle-title = Registro acima de si mesmo
link-cycle-help = Seguindo os registros superiores, volta-se a este mesmo registro. Mude o registro superior em uma dessas linhas.
linked-stays = O registro permanece porque há outros vinculados a ele: { $links }.
linked-stays-title = Permanece por causa de registros vinculados
linked-stays-help = Remova ou mova primeiro os registros vinculados e depois repita a exclusão.

## Keys and matching

key-repeated =
    A mesma chave{ $value-count ->
        [0] { "" }
       *[other] { " " }(“{ $value }”)
    } está { $rows-count ->
        [1] na linha
       *[other] nas linhas
    } { $rows }, mas só pode estar em uma.
key-repeated-title = A mesma chave em várias linhas
key-repeated-help = Cada valor deste campo pode estar em uma única linha. Mude os outros ou mantenha apenas a primeira ou a última dessas linhas.
key-superseded =
    A linha é ignorada: a mesma chave{ $value-count ->
        [0] { "" }
       *[other] { " " }(“{ $value }”)
    } está { $rows-count ->
        [1] na linha
       *[other] nas linhas
    } { $rows }, e só uma delas vale.
key-superseded-title = Ignorada por causa de outra linha
key-superseded-help = Quando a mesma chave aparece várias vezes no arquivo, vale uma só linha: a última, a menos que você tenha escolhido a primeira. Remova a que você não quer.
key-taken =
    O registro { $id } já tem este valor{ $value-count ->
        [0] { "" }
       *[other] : “{ $value }”
    }.
key-taken-title = Valor pertence a outro registro
key-taken-help = Este valor só pode pertencer a um registro. Escolha outro ou atualize o registro existente.
match-several = “{ $key }” corresponde a vários registros: { $ids }.
match-several-title = Linha corresponde a vários registros
match-several-help = Nenhum é escolhido automaticamente. Informe o ID do registro certo ou compare por uma chave única.
record-missing = Nenhum registro foi encontrado para “{ $key }”, e esta importação só atualiza.
record-missing-title = Registro a atualizar não encontrado
record-missing-help = Corrija o ID ou a chave, ou escolha “Criar e atualizar” se quiser registros novos.
id-unknown = O ID está vazio ou é desconhecido, portanto será criado um registro novo.
id-unknown-title = Registro novo por causa do ID
id-unknown-help = Se a linha deve alterar um registro existente, copie o ID do endereço da página dele ou de uma exportação.
record-exists = O registro { $id } já existe e fica como está, conforme sua escolha.
record-exists-title = Registro já existe
record-exists-help = A linha é ignorada. Escolha “Criar e atualizar” se os registros existentes devem mudar.
record-changed-since = O registro { $id } foi alterado por alguém depois da verificação e por isso não foi tocado.
record-changed-since-title = Registro alterado depois da verificação
record-changed-since-help = Verifique de novo para ver as novas diferenças e depois inicie outra vez; restam apenas essas linhas.
field-conflict = Mudou nos dois lados desde a exportação: era “{ $before }”, agora está armazenado “{ $stored }”, o arquivo diz “{ $value }”. O valor armazenado permanece.
field-conflict-title = Alterado no arquivo e no cadastro
field-conflict-help = Decida qual valor vale. Campos editados em apenas um dos lados são combinados sem perguntar.
name-differs = O nome armazenado é “{ $stored }”, o arquivo diz “{ $value }”; o nome não é alterado.
name-differs-title = Nome diferente do registro armazenado
name-differs-help = O ID decide qual é o registro. Confira se o ID e o nome desta linha correspondem.

## People and messengers

email-repeated =
    “{ $value }” pertence a vários usuários, mas aqui se entra com o e-mail.{ $rows-count ->
        [0] { "" }
       *[other] { " " }Está { $rows-count ->
                [1] na linha
               *[other] nas linhas
            } { $rows }.
    }
email-repeated-title = Um e-mail para vários usuários
email-repeated-help = Com acesso por e-mail, cada endereço pode pertencer a um só usuário. Mude os endereços ou passe o acesso para nomes de usuário.
role-forbidden = Só um administrador pode atribuir o perfil “{ $value }”.
role-forbidden-title = Perfil exige um administrador
role-forbidden-help = Peça a um administrador que execute esta importação ou escolha outro perfil para essas linhas.
user-protected = O usuário nº { $id } é operador ou administrador. Só um administrador pode alterá-lo.
user-protected-title = Usuário exige um administrador
user-protected-help = Peça a um administrador que execute esta importação ou deixe essas linhas de fora.
last-administrator = Esta linha deixaria o cadastro sem ninguém para administrá-lo: o usuário é o último administrador ativo.
last-administrator-title = Último administrador
last-administrator-help = Primeiro torne outra pessoa administradora e deixe que ela defina uma senha, ou deixe esta linha de fora.
messenger-id-odd = “{ $value }” não parece um ID de { $messenger }. O cliente é importado, mas não receberá mensagens.
messenger-id-odd-title = ID não combina com o mensageiro
messenger-id-odd-help = O cliente é marcado como “não pode receber mensagens”. Se o arquivo vem de outro mensageiro, escolha o bot correspondente.

## While writing and undoing

undo-kept = Editado depois da importação, por isso o valor armazenado permanece: “{ $stored }”.
undo-kept-title = Mantido porque foi editado depois
undo-kept-help = Desfazer nunca sobrescreve uma edição posterior. Altere o campo à mão se quiser o valor antigo.
write-failed = A linha não pôde ser salva: { $reason }.
write-failed-title = Linha não pôde ser salva
write-failed-help = Nada desta linha foi gravado. Importe de novo o arquivo das linhas com falha; se acontecer outra vez, avise o administrador.
partner-rejected = Esta linha precisa da linha { $row }, que fica de fora por causa dos erros.
partner-rejected-title = Linha necessária fica de fora
partner-rejected-help = Corrija a linha da qual esta depende; depois esta entra sozinha.
row-excluded = A linha foi deixada de fora manualmente.
row-excluded-title = Deixada de fora manualmente
row-excluded-help = A linha é ignorada. Inclua-a de novo se ela deve ser importada.
