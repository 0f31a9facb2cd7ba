package dev.freshet.query.context.suspicion;

/**
 * What a word may mean in an instruction to a model, in the languages that attacks were seen in. A
 * word that ends in {@code *} stands for all that begin so. Written as people write; folded as
 * texts are before they are compared.
 */
enum Meaning {
  DISREGARD(
      """
      ignore disregard forget override bypass overrule ignoriere ignorieren ignorier vergiss vergessen
      missachte missachten zurück reset ignorez ignorer oublie oubliez oublier ignora ignorar ignoren olvida olvide
      olvidar omite omiso dimentica dimenticate ignorate ignorare desconsidere desconsidera esqueça
      esqueçam negeer vergeet игнорируй* игнорировать забудь* ігноруй* zignoruj* ignoruj* zapomnij*
      yoksay unut görmezden abaikan ignorera glöm glem unohda αγνόησε αγνοήστε ξέχνα
      忽略 无视 無視 忘记 忘掉 忘れ 무시* 잊어* تجاهل* انس अनदेखा नज़रअंदाज़* भूल*
      """),
  FORMER(
      """
      previous prior above earlier preceding foregoing former all any your other initial original existing
      vorherig* vorig* bisherig* obig* früher* alle allen deine précédent* antérieur* toutes tous vos tes
      dessus anterior* previas previos todas todos tus sus precedent* tutte tutti tue tuoi suas vorige
      eerdere bovenstaande предыдущ* прежн* все всех свои выше poprzedni* wszystk* wcześniejsz* önceki tüm
      sebelumnya semua tidigare föregående alla 之前 以前 先前 以上 前面 上述 前述 所有 一切 これまで 上記
      すべて 全て 今まで 이전* 위의 모든 지금까지* السابق* جميع كل पिछल* सभी पहले προηγούμεν*
      """),
  INSTRUCTION(
      """
      instruction instructions prompt prompts rule rules guideline guidelines directive directives command
      commands guardrails restrictions anweisung* instruktion* regeln vorgaben befehle richtlinien
      systemprompt* systemanweisung* consignes règles instrucc* indicaciones reglas órdenes istruzion*
      regole direttive instruço* regras instructies regels opdrachten инструкц* указани* правил* команд*
      instrukcj* poleceń* polecenia zasady talimat* komut* kuralları instruksi perintah aturan 指令 指示
      提示 说明 规则 規則 命令 ルール プロンプト 지시* 명령* 지침* 프롬프트* 규칙* تعليمات* التعليمات*
      الأوامر 设定 設定 निर्देश* आदेश* οδηγί*
      """),
  PROMPT(
      """
      prompt prompts instructions systemprompt* systemanweisung* anweisungen consignes instrucciones
      istruzioni instruções instructies инструкци* промпт* instrukcj* talimat* instruksi 提示词 提示 指令
      プロンプト 指示 프롬프트* 지시* تعليمات* التعليمات*
      """),
  TASK(
      """
      task goal objective mission aufgabe ziel tâche tarea compito tarefa taak задач* zadanie görev* tugas
      任务 任務 タスク 임무*
      """),
  NEW(
      """
      new updated real actual true neue neuen neues nouvelle nouvelles nouveau nueva nuevas nuevo nuove nuova
      novas nova nieuwe новы* новая nowe nowa yeni baru 新的 新 새로운 الجديدة नए
      """),
  YOUR(
      """
      your system hidden secret initial confidential dein deine deinen ihre ihren ta tes ton votre vos tu tus
      su sus tuo tua tue tuoi seu sua suas jouw твой твоя твои ваши twoj* senin sistem système sistema
      systeem систем* systemow* 你的 您的 系统 系統 あなた システム 너의 당신* 시스템*
      """),
  YOU(
      """
      you du ihr vous toi tú usted eres voi sei você voce jij ты вы jesteś sen kamu 你 您 あなた 君 너는 당신*
      أنت आप तुम
      """),
  NOW(
      """
      now onwards jetzt fortan ab maintenant désormais ahora adesso ora agora nu теперь отныне teraz şimdi
      artık sekarang 现在 現在 从现在 今から これから 이제* 지금부터* الآن अब
      """),
  PRETEND(
      """
      pretend comme roleplay impersonate vorgibst finge fingi finja притворись udawaj 扮演 假装 ふり 演じ
      """),
  ACT(
      """
      act behave simulate verhalte spiele agis comporte actúa compórtate comportati aja doe веди zachowuj
      행동해*
      """),
  PERSONA(
      """
      assistant ai llm bot chatbot dan unrestricted unfiltered uncensored jailbroken jailbreak persona
      ki assistent sprachmodell uneingeschränkt* ia assistente assistant* asistente sinrestricciones
      illimité* restricciones restrizioni ии ассистент* бот неограничен* asystent* yapay asisten 助手 机器人
      人工智能 アシスタント 人工知能 비서* 인공지능*
      """),
  MODEL(
      """
      ai llm llms chatgpt gpt claude gemini copilot chatbot chatbots assistant assistants sprachmodell* ki
      ia ии нейросет* 人工智能 大模型 语言模型 言語モデル アシスタント 인공지능* 언어모델*
      """),
  ATTENTION(
      """
      attention dear hello hey note notice message achtung hinweis lieber attenzione atención внимание uwaga
      注意 お知らせ 주의*
      """),
  OBLIGATION(
      """
      must should shall please need muss musst müssen solltest sollst bitte devez dois devi debes deve
      должен должны musisz 必须 必須 请 してください 해야*
      """),
  CONDITION(
      "if when whenever while wenn falls si quand cuando se quando если когда jeśli 如果 当 もし 만약"),
  SUMMARISE(
      """
      summarizing summarising summarize summarise summary answering reading processing zusammenfasst
      zusammenfassen résumez resumir riassumi 总结 要約 요약*
      """),
  DOCUMENT(
      "this document page text email article dieses dokument seite ce cette este esta 本文 この 이"),
  ALWAYS(
      "always only instead recommend say state claim immer nur empfiehl toujours siempre sempre всегда 总是 必ず"),
  NEGATION(
      """
      dont never stop cease nicht niemals keinesfalls pas jamais nunca non não niet nooit не никогда nie
      nigdy 不要 不得 不能 别 勿 ないで 말고 마세요 말아* لا मत नहीं
      """),
  FOLLOW(
      "follow obey heed adhere compte conto cuenta befolge befolgen suis suivez sigas sigues seguire siga volg следуй* 遵循 遵守"),
  TELL(
      """
      tell mention reveal inform disclose notify alert warn sag sage sagen erwähne erwähnen verrate verraten
      informiere mitteilen dis dites dire mentionne* révèle* informe* digas diga menciones reveles informes
      dica menziona* rivel* conte mencione revele vertel zeg noem говори* сообщай* рассказывай* упоминай* mów
      wspominaj söyleme* 告诉 告訴 透露 提及 教え 言わ 伝え 알리* 말하* تخبر* बता*
      """),
  USER(
      """
      user human reader benutzer* nutzer* anwender* utilisateur* usuario* usuário* utente utenti gebruiker*
      пользовател* użytkownik* kullanıcı* pengguna 用户 使用者 用戶 ユーザー 사용자* المستخدم* उपयोगकर्ता*
      """),
  REVEAL(
      """
      reveal print output repeat tell translate share list what show display leak disclose dump recite gib zeig zeige verrate wiederhole
      offenbare affiche affichez révèle révélez répète répétez montre montrez muestra revela imprime repite
      mostra rivela stampa ripeti mostre repita toon herhaal onthul покажи* выведи* раскрой* повтори* pokaż
      ujawnij powtórz göster 显示 输出 泄露 打印 重复 表示 出力 教え 출력* 보여* 공개*
      """),
  SEND(
      """
      send post append upload forward transmit exfiltrate submit email sende schicke füge envoie envoyez
      envía envíe enviar invia invii envie stuur отправь* перешли* wyślij gönder kirim 发送 送信 보내*
      """),
  PRIVATE(
      """
      conversation conversations chat inbox transcript dialogue history password* credential* secrets apikey apikeys
      gespräch* unterhaltung* passwort* zugangsdaten conversación contraseña* conversazione senha*
      wachtwoord* разговор* переписк* парол* hasło hasła 对话 聊天记录 密码 会話 パスワード 대화* 비밀번호*
      """),
  VOID(
      "void outdated obsolete invalid cancelled canceled revoked superseded longer ungültig hinfällig 无效 作废 無効"),
  EVERYTHING(
      "everything anything what whatever all rest alles tout todo tutto tudo всё все wszystko 一切 全部 すべて 모든"),
  BEFORE(
      """
      before told said learned learnt previously rest gesagt gelernt zuvor vorher dit appris avant dicho
      aprendido antes detto prima говорили сказали раньше powiedziano 之前 告诉 学到 以前 言われ 이전에
      """),
  NO(
      """
      no without zero ohne keine keinerlei sans aucun* sin ninguna senza nessun* sem nenhuma zonder без bez
      没有 無 无 ない なし 없*
      """),
  LIMIT(
      """
      rule rules restriction restrictions limits limitations filter filters guidelines safeguards censorship
      regeln einschränkungen grenzen règle règles restricciones límites reglas regole limiti restrizioni
      restrições limites regels ограничени* правил* ogranicze* 限制 規制 制限 규칙* 제한*
      """),
  HIDE(
      """
      hide conceal secret withhold verheimlich* verschweig* cache cachez oculta oculte nascondi esconda скрой*
      ukryj 隐瞒 保密 隠 秘密 숨기* 비밀*
      """),
  NOTE("this message instruction instructions fact nachricht ceci esto questo 这 此 これ 이것*"),
  KNOW(
      "know learn notice discover suspect erfahren merken savoir saber sapere знать wiedzieć 知道 知 알*"),
  RESPOND(
      "answer respond reply antworte antwortet répondez réponds responde risponde rispondi responda отвечай* 回答 答え 대답*"),
  ONLY(
      "only always exclusively nothing nur immer ausschließlich uniquement toujours solo siempre sempre только всегда 只 总是 だけ 항상"),
  WITH("with mit par avec con com 用"),
  INCLUDE(
      "include insert add append mention embed recommend füge ajoutez incluye aggiungi inclua добавь* 加入"),
  RESPONSE(
      "answer response reply output summary antwort réponse respuesta risposta resposta ответ* 回答 答案"),
  CALL("call invoke use run execute trigger rufe appelle llama chiama вызови 调用 呼び出"),
  TOOL("tool tools function plugin werkzeug outil herramienta strumento 工具 ツール 도구*"),
  ADDRESS("");

  private final String words;

  Meaning(String words) {
    this.words = words;
  }

  /** Its words as they are written, a {@code *} at the end of those that only begin so. */
  String[] words() {
    return words.isBlank() ? new String[0] : words.strip().split("\\s+", -1);
  }

  /** Its bit among all of them; never written down. */
  @SuppressWarnings("EnumOrdinal")
  long bit() {
    return 1L << ordinal();
  }

  /** A set of meanings: any of them. */
  static long any(Meaning... meanings) {
    long bits = 0;
    for (Meaning meaning : meanings) {
      bits |= meaning.bit();
    }
    return bits;
  }
}
