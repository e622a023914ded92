#include <doctest/doctest.h>

#include <limits>

#include "container_tco/batch/batch_fargate.hpp"
#include "container_tco/error.hpp"
#include "row_store.hpp"

namespace fargate_batch_test {

using namespace container_tco;

namespace {

constexpr std::int64_t gib = std::int64_t{1} << 30;
constexpr std::int64_t largest = std::numeric_limits<std::int64_t>::max();

FargateBatchOptions options_for(std::vector<std::string> regions) {
  FargateBatchOptions options;
  options.regions = std::move(regions);
  return options;
}

FargateBatch price(const RowStore& rows, const FargateBatchOptions& options = options_for({"us-east-1"})) {
  return batch_fargate(rows.columns(), PriceBook::bundled(), options);
}

RowError error_of(const FargateBatch& batch, std::size_t row) { return static_cast<RowError>(batch.errors[row]); }

}  // namespace

TEST_CASE("a task is priced at the size that holds it") {
  RowStore rows;
  rows.add(256, 512);  // A size as it is sold.
  rows.add(300, 700, 10, 3600);
  const FargateBatch batch = price(rows);
  // us-east-1: 0.04048 a vCPU-hour, 0.004445 a GB-hour (AWS Fargate pricing page).
  // 730 h × (0.25 × 0.04048 + 0.5 × 0.004445) = 730 × 0.0123425 = 9.010025
  CHECK(batch.amounts[0] == 90'100'250'000);
  CHECK(batch.vcpu_milli[0] == 250);
  CHECK(batch.memory_mib[0] == 512);
  // 300 units and 700 MiB: 0.5 vCPU and 1 GB. 10 × 1 h × (0.5 × 0.04048 + 0.004445) = 0.24685
  CHECK(batch.amounts[1] == 2'468'500'000);
  CHECK(batch.vcpu_milli[1] == 500);
  CHECK(batch.memory_mib[1] == 1024);
  CHECK(batch.totals.rows == 2);
  CHECK(batch.totals.bad() == 0);
}

TEST_CASE("an amount between two digits goes to the even one") {
  RowStore rows;
  // Seconds of a task of 0.25 vCPU and 0.5 GB: 0.0123425 / 3600 = 0.00000342847222… a second; 9 s make
  // 0.00003085625 exactly, which has eleven digits: …8562|5 goes to …8562, and 27 s = 0.00009256875 to …5688.
  rows.add(256, 512, 1, 9);
  rows.add(256, 512, 1, 27);
  const FargateBatch batch = price(rows);
  CHECK(batch.amounts[0] == 308'562);
  CHECK(batch.amounts[1] == 925'688);
}

TEST_CASE("ephemeral storage above 20 GiB is billed") {
  RowStore rows;
  for (const std::int64_t whole : {0, 1, 20, 21, 200, 201, 2'147'483'647}) {
    rows.add(256, 512, 1, 3600);
    rows.ephemeral.back() = whole * gib;
  }
  for (const std::int64_t bytes : {20 * gib + 1, 200 * gib + 1, largest}) {
    rows.add(256, 512, 1, 3600);
    rows.ephemeral.back() = bytes;
  }
  const FargateBatch batch = price(rows);
  CHECK(batch.amounts[1] == batch.amounts[0]);
  CHECK(batch.amounts[2] == batch.amounts[0]);
  CHECK(batch.amounts[3] - batch.amounts[0] == 1'110'000);  // 0.000111 a GB-hour (AWS Fargate pricing page).
  CHECK(batch.amounts[4] - batch.amounts[0] == 180 * 1'110'000);
  CHECK(error_of(batch, 5) == RowError::too_much_storage);
  CHECK(error_of(batch, 6) == RowError::too_much_storage);
  CHECK(batch.amounts[7] - batch.amounts[0] == 1'110'000);  // A byte more is a GiB more.
  CHECK(error_of(batch, 8) == RowError::too_much_storage);
  CHECK(error_of(batch, 9) == RowError::too_much_storage);
}

TEST_CASE("a bad row says what is wrong, and the others go on") {
  RowStore rows;
  for (int i = 0; i < 14; ++i) rows.add(256, 512);
  rows.regions[0] = 1;
  rows.regions[1] = 2;
  rows.architectures[2] = 2;
  rows.systems[3] = 255;
  rows.ticks[4] = -1;
  rows.bytes[5] = 0;
  rows.ephemeral[6] = -1;
  rows.counts[7] = std::numeric_limits<std::int64_t>::min();
  rows.seconds[8] = -1;
  rows.ticks[9] = Cpu::from_vcpu(32).ticks() + 1;
  rows.bytes[10] = largest;
  rows.systems[11] = 1;
  rows.architectures[11] = 1;
  rows.counts[12] = largest;
  const FargateBatch batch = price(rows, options_for({"us-east-1", "xx-nowhere-1"}));
  const RowError expected[] = {RowError::unknown_region,        RowError::unknown_region,
                               RowError::unknown_architecture,  RowError::unknown_operating_system,
                               RowError::negative_amount,       RowError::no_memory,
                               RowError::negative_amount,       RowError::negative_amount,
                               RowError::negative_amount,       RowError::too_large_for_fargate,
                               RowError::too_large_for_fargate, RowError::not_offered_by_fargate,
                               RowError::amount_too_large,      RowError::none};
  for (std::size_t i = 0; i < rows.size(); ++i) CHECK_MESSAGE(error_of(batch, i) == expected[i], i);
  CHECK(batch.amounts[13] == 90'100'250'000);
  CHECK(batch.totals.good() == 1);
  CHECK(batch.totals.by_error[static_cast<std::size_t>(RowError::negative_amount)] == 4);
}

TEST_CASE("what the reader found stays the error of the row") {
  RowStore rows;
  for (int i = 0; i < 3; ++i) rows.add(256, 512);
  rows.reader_errors = {static_cast<std::uint8_t>(RowError::missing_value), 0, 200};
  rows.bytes[0] = -5;
  const FargateBatch batch = price(rows);
  CHECK(error_of(batch, 0) == RowError::missing_value);
  CHECK(error_of(batch, 1) == RowError::none);
  CHECK(error_of(batch, 2) == RowError::unreadable_value);
}

TEST_CASE("the batch can stop at the first bad row") {
  RowStore rows;
  rows.add(256, 512);
  rows.add(256, 0);
  FargateBatchOptions options = options_for({"us-east-1"});
  options.on_error = OnRowError::stop;
  CHECK_THROWS_WITH_AS(price(rows, options), doctest::Contains("row 2"), InvalidInputError);
}

TEST_CASE("nothing costs nothing") {
  CHECK(price(RowStore()).totals.rows == 0);
  RowStore rows;
  rows.add(256, 512, 0);
  rows.add(256, 512, 1, 0);
  const FargateBatch batch = price(rows);
  CHECK(batch.totals.good() == 2);
  CHECK(batch.amounts == std::vector<std::int64_t>{0, 0});
}

TEST_CASE("columns and instruction sets that do not exist are refused") {
  RowStore rows;
  rows.add(256, 512);
  const FargateTable table(PriceBook::bundled(), {"us-east-1"});
  FargateBatch batch(2);
  CHECK_THROWS_AS(batch_fargate(rows.columns(), table, batch.columns(), {}), InvalidInputError);
  FargateBatchOptions options = options_for({"us-east-1"});
  options.instruction_set = static_cast<InstructionSet>(99);
  CHECK_THROWS_AS(price(rows, options), InternalError);
}

}  // namespace fargate_batch_test
