package dev.freshet.common.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          en | The committee has decided that the report will be published before the end of the month, and that it is open to all members.
          de | Der Ausschuss hat beschlossen, dass der Bericht vor dem Ende des Monats veröffentlicht wird und allen Mitgliedern offen steht.
          fr | Le comité a décidé que le rapport sera publié avant la fin du mois et qu'il est ouvert à tous les membres de la société.
          es | El comité ha decidido que el informe se publicará antes del final del mes y que está abierto a todos los miembros de la sociedad.
          it | Il comitato ha deciso che la relazione sarà pubblicata prima della fine del mese e che è aperta a tutti i membri della società.
          pt | O comitê decidiu que o relatório será publicado antes do fim do mês e que não está aberto a todos os membros da sociedade.
          nl | De commissie heeft besloten dat het verslag voor het einde van de maand wordt gepubliceerd en dat het voor alle leden open staat.
          da | Udvalget har besluttet, at rapporten skal offentliggøres inden udgangen af måneden, og at den er åben for alle, hvis de vil se den.
          sv | Utskottet har beslutat att rapporten ska offentliggöras före månadens slut och att den är öppen för alla som vill läsa den.
          no | Utvalget har bestemt at rapporten skal offentliggjøres før slutten av måneden, og at den er åpen for alle som ikke har sett den.
          fi | Valiokunta on päättänyt, että raportti julkaistaan ennen kuukauden loppua ja että se on kaikille avoin, mutta he eivät ole vielä nähneet sitä.
          hu | A bizottság úgy határozott, hogy a jelentést a hónap vége előtt közzéteszik, és hogy az minden tag számára nyitva áll, de ez még nem biztos.
          ro | Comitetul a decis că raportul va fi publicat înainte de sfârșitul lunii și că este deschis pentru toți membrii care nu au fost acolo.
          cs | Výbor rozhodl, že zpráva bude zveřejněna před koncem měsíce a že je otevřena všem členům, kteří o tom ještě nebyli informováni, ale jen jako návrh.
          tr | Komite, raporun ay sonundan önce yayınlanacağına ve bütün üyelere açık olduğuna karar verdi, ama bu henüz çok kesin bir karar değil.
          ru | Комитет решил, что доклад будет опубликован до конца месяца и что он открыт для всех членов общества, которые его ещё не видели.
          el | Η επιτροπή αποφάσισε ότι η έκθεση θα δημοσιευθεί πριν από το τέλος του μήνα.
          zh | 委员会决定在月底之前公布报告,并向所有成员开放。
          ja | 委員会は、報告書を月末までに公表し、すべての会員に公開することを決定しました。
          ko | 위원회는 보고서를 월말 이전에 발표하고 모든 회원에게 공개하기로 결정했습니다.
          ar | قررت اللجنة أن التقرير سوف ينشر قبل نهاية الشهر و أنه مفتوح إلى جميع الأعضاء من كل مكان في هذا البلد على أن يكون ذلك
          he | הוועדה החליטה שהדוח יפורסם לפני סוף החודש ושהוא פתוח לכל החברים.
          """)
  void text_isInItsLanguage(String tag, String text) {
    Language language = Language.of(text);
    assertThat(language.tag()).isEqualTo(tag);
    assertThat(language.confidence()).isBetween(0.1, 1.0);
    assertThat(Language.known()).contains(tag);
  }

  /** Nothing in it, too little, no language, and languages without a list. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "42 + 17 = 59",
        "Quarterly report 2026",
        "lorem ipsum dolor sit amet consectetur adipiscing elit sed eiusmod tempor incididunt ut",
        "Komisja postanowiła, że sprawozdanie zostanie opublikowane przed końcem miesiąca i będzie"
            + " dostępne dla wszystkich członków towarzystwa.",
        "4F3A 99B1 kx7 kx8 kx9 qqz abc001 abc002 abc003 abc004 abc005 abc006 abc007"
      })
  void textThatIsNoneOfThem_isUndetermined(String text) {
    assertThat(Language.of(text)).isEqualTo(new Language(Language.UNDETERMINED, 0));
  }

  @Test
  void hostileText_isBoundedWork() {
    assertThat(Language.of("x".repeat(20_000_000)).tag()).isEqualTo(Language.UNDETERMINED);
    assertThat(Language.of("\uD800".repeat(1_000_000)).tag()).isEqualTo(Language.UNDETERMINED);
    assertThat(Language.of("the ".repeat(1_000_000)).tag()).isEqualTo("en");
  }
}
