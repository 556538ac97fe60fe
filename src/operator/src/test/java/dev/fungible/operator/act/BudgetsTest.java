package dev.fungible.operator.act;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BudgetsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                                            | ''",
        "{matchLabels: {app: 'x'}}                                     | app=x",
        "{matchLabels: {app: 'x', 'a.b/c': ''}}                        | app=x,a.b/c=",
        "{matchExpressions: [{key: 'k', operator: 'In', values: ['a', 'b']}]}  | k in (a,b)",
        "{matchExpressions: [{key: 'k', operator: 'NotIn', values: ['a']}]}    | k notin (a)",
        "{matchExpressions: [{key: 'k', operator: 'Exists'}]}                  | k",
        "{matchExpressions: [{key: 'k', operator: 'DoesNotExist'}]}            | !k",
        "{matchLabels: {app: 'x'}, matchExpressions: [{key: 'k', operator: 'Exists'}]} | app=x,k"
      })
  void aSelectorIsAskedForAsKubectlWould(String selector, String query) {
    assertThat(Budgets.query(Json.tree(selector))).isEqualTo(query);
  }

  @Test
  void aSelectorThatIsNotUnderstoodIsNotGuessedAt() {
    String selector = "{matchExpressions: [{key: 'k', operator: 'Gt', values: ['1']}]}";
    assertThatThrownBy(() -> Budgets.query(Json.tree(selector))).hasMessageContaining("Gt");
  }
}
