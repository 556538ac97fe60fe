package dev.fungible.operator.act;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DebtTest {

  private static final Debt ONE = debt("train", 2);
  private static final Debt OTHER = debt("tune", 999_999);

  @Test
  void whatIsWrittenIsReadAgain() {
    List<Debt> debts = List.of(ONE, OTHER);
    assertThat(Debt.write(debts)).isEqualTo("ml/train/u-train=2,ml/tune/u-tune=999999");
    assertThat(Debt.read("ml/train/u-train=2,ml/tune/u-tune=999999")).isEqualTo(debts);
  }

  @Test
  void noneAreNoAnnotation() {
    assertThat(Debt.write(List.of())).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",",
        "ml/train=2",
        "ml/train/u/x=2",
        "ml/train/u=",
        "ml/train/u=0",
        "ml/train/u=-1",
        "ml/train/u=1000000",
        "ml/train/u=two",
        "{\"job\":1}"
      })
  void whatCannotBeReadIsLeftOut(String text) {
    assertThat(Debt.read(text)).isEmpty();
    assertThat(Debt.read(text + ",ml/train/u-train=2")).containsExactly(ONE);
  }

  private static Debt debt(String job, int pods) {
    return new Debt(new Jobs.Ref("ml", job, "u-" + job), pods);
  }
}
