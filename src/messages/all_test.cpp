// Every message: its text as boards know it, and the way there and back.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/all.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "wire/codebook.hpp"
#include "wire/dictionary_builder.hpp"
#include "wire/frame.hpp"

namespace escapement::messages {
namespace {

using Octets = std::vector<std::uint8_t>;

// The texts stand in the dictionaries of Klipper 0.13's firmware (stm32f446, atmega2560).
static_assert(wire::format<Identify> == "identify offset=%u count=%c");
static_assert(wire::format<IdentifyResponse> == "identify_response offset=%u data=%.*s");
static_assert(wire::format<GetUptime> == "get_uptime");
static_assert(wire::format<Uptime> == "uptime high=%u clock=%u");
static_assert(wire::format<GetClock> == "get_clock");
static_assert(wire::format<Clock> == "clock clock=%u");
static_assert(wire::format<Stats> == "stats count=%u sum=%u sumsq=%u");
static_assert(wire::format<Starting> == "starting");
static_assert(wire::format<GetConfig> == "get_config");
static_assert(wire::format<Config> == "config is_config=%c crc=%u is_shutdown=%c move_count=%hu");
static_assert(wire::format<AllocateOids> == "allocate_oids count=%c");
static_assert(wire::format<FinalizeConfig> == "finalize_config crc=%u");
static_assert(wire::format<ConfigReset> == "config_reset");
static_assert(wire::format<EmergencyStop> == "emergency_stop");
static_assert(wire::format<ClearShutdown> == "clear_shutdown");
static_assert(wire::format<Reset> == "reset");
static_assert(wire::format<Shutdown> == "shutdown clock=%u static_string_id=%hu");
static_assert(wire::format<IsShutdown> == "is_shutdown static_string_id=%hu");
static_assert(wire::format<DebugNop> == "debug_nop");
static_assert(wire::format<DebugPing> == "debug_ping data=%*s");
static_assert(wire::format<Pong> == "pong data=%*s");
static_assert(wire::format<DebugRead> == "debug_read order=%c addr=%u");
static_assert(wire::format<DebugWrite> == "debug_write order=%c addr=%u val=%u");
static_assert(wire::format<DebugResult> == "debug_result val=%u");
static_assert(wire::format<ConfigStepper> ==
              "config_stepper oid=%c step_pin=%c dir_pin=%c invert_step=%c step_pulse_ticks=%u");
static_assert(wire::format<QueueStep> == "queue_step oid=%c interval=%u count=%hu add=%hi");
static_assert(wire::format<SetNextStepDir> == "set_next_step_dir oid=%c dir=%c");
static_assert(wire::format<ResetStepClock> == "reset_step_clock oid=%c clock=%u");
static_assert(wire::format<StepperGetPosition> == "stepper_get_position oid=%c");
static_assert(wire::format<StepperPosition> == "stepper_position oid=%c pos=%i");
static_assert(wire::format<StepperStopOnTrigger> == "stepper_stop_on_trigger oid=%c trsync_oid=%c");
static_assert(wire::format<ConfigEndstop> == "config_endstop oid=%c pin=%c pull_up=%c");
static_assert(wire::format<EndstopHome> ==
              "endstop_home oid=%c clock=%u sample_ticks=%u sample_count=%c rest_ticks=%u "
              "pin_value=%c trsync_oid=%c trigger_reason=%c");
static_assert(wire::format<EndstopQueryState> == "endstop_query_state oid=%c");
static_assert(wire::format<EndstopState> ==
              "endstop_state oid=%c homing=%c next_clock=%u pin_value=%c");
static_assert(wire::format<ConfigTrsync> == "config_trsync oid=%c");
static_assert(wire::format<TrsyncStart> ==
              "trsync_start oid=%c report_clock=%u report_ticks=%u expire_reason=%c");
static_assert(wire::format<TrsyncSetTimeout> == "trsync_set_timeout oid=%c clock=%u");
static_assert(wire::format<TrsyncTrigger> == "trsync_trigger oid=%c reason=%c");
static_assert(wire::format<TrsyncState> ==
              "trsync_state oid=%c can_trigger=%c trigger_reason=%c clock=%u");
static_assert(wire::format<ConfigDigitalOut> ==
              "config_digital_out oid=%c pin=%u value=%c default_value=%c max_duration=%u");
static_assert(wire::format<SetDigitalOutPwmCycle> ==
              "set_digital_out_pwm_cycle oid=%c cycle_ticks=%u");
static_assert(wire::format<QueueDigitalOut> == "queue_digital_out oid=%c clock=%u on_ticks=%u");
static_assert(wire::format<UpdateDigitalOut> == "update_digital_out oid=%c value=%c");
static_assert(wire::format<SetDigitalOut> == "set_digital_out pin=%u value=%c");
static_assert(wire::format<ConfigPwmOut> ==
              "config_pwm_out oid=%c pin=%u cycle_ticks=%u value=%hu default_value=%hu "
              "max_duration=%u");
static_assert(wire::format<QueuePwmOut> == "queue_pwm_out oid=%c clock=%u value=%hu");
static_assert(wire::format<SetPwmOut> == "set_pwm_out pin=%u cycle_ticks=%u value=%hu");
static_assert(wire::format<ConfigAnalogIn> == "config_analog_in oid=%c pin=%u");
static_assert(wire::format<QueryAnalogIn> ==
              "query_analog_in oid=%c clock=%u sample_ticks=%u sample_count=%c rest_ticks=%u "
              "bytes_per_report=%c min_value=%hu max_value=%hu range_check_count=%c");
static_assert(wire::format<AnalogInState> == "analog_in_state oid=%c next_clock=%u values=%*s");
static_assert(wire::format<ConfigButtons> == "config_buttons oid=%c button_count=%c");
static_assert(wire::format<ButtonsAdd> == "buttons_add oid=%c pos=%c pin=%u pull_up=%c");
static_assert(wire::format<ButtonsQuery> ==
              "buttons_query oid=%c clock=%u rest_ticks=%u retransmit_count=%c invert=%c");
static_assert(wire::format<ButtonsAck> == "buttons_ack oid=%c count=%c");
static_assert(wire::format<ButtonsState> == "buttons_state oid=%c ack_count=%c state=%*s");
static_assert(wire::format<ConfigCounter> == "config_counter oid=%c pin=%u pull_up=%c");
static_assert(wire::format<QueryCounter> ==
              "query_counter oid=%c clock=%u poll_ticks=%u sample_ticks=%u");
static_assert(wire::format<CounterState> ==
              "counter_state oid=%c next_clock=%u count=%u count_clock=%u");
static_assert(wire::format<ConfigSpi> == "config_spi oid=%c pin=%u cs_active_high=%c");
static_assert(wire::format<ConfigSpiWithoutCs> == "config_spi_without_cs oid=%c");
static_assert(wire::format<SpiSetBus> == "spi_set_bus oid=%c spi_bus=%u mode=%u rate=%u");
static_assert(wire::format<SpiSetSwBus> ==
              "spi_set_sw_bus oid=%c miso_pin=%u mosi_pin=%u sclk_pin=%u mode=%u pulse_ticks=%u");
static_assert(wire::format<SpiTransfer> == "spi_transfer oid=%c data=%*s");
static_assert(wire::format<SpiTransferResponse> == "spi_transfer_response oid=%c response=%*s");
static_assert(wire::format<SpiSend> == "spi_send oid=%c data=%*s");
static_assert(wire::format<ConfigSpiShutdown> ==
              "config_spi_shutdown oid=%c spi_oid=%c shutdown_msg=%*s");
static_assert(wire::format<ConfigI2c> == "config_i2c oid=%c");
static_assert(wire::format<I2cSetBus> == "i2c_set_bus oid=%c i2c_bus=%u rate=%u address=%u");
static_assert(wire::format<I2cSetSwBus> ==
              "i2c_set_sw_bus oid=%c scl_pin=%u sda_pin=%u pulse_ticks=%u address=%u");
static_assert(wire::format<I2cTransfer> == "i2c_transfer oid=%c write=%*s read_len=%u");
static_assert(wire::format<I2cResponse> == "i2c_response oid=%c i2c_bus_status=%c response=%*s");
static_assert(wire::format<ConfigTmcuart> ==
              "config_tmcuart oid=%c rx_pin=%u pull_up=%c tx_pin=%u bit_time=%u");
static_assert(wire::format<TmcuartSend> == "tmcuart_send oid=%c write=%*s read=%c");
static_assert(wire::format<TmcuartResponse> == "tmcuart_response oid=%c read=%*s");
static_assert(wire::format<ConfigNeopixel> ==
              "config_neopixel oid=%c pin=%u data_size=%hu bit_max_ticks=%u reset_min_ticks=%u");
static_assert(wire::format<NeopixelUpdate> == "neopixel_update oid=%c pos=%hu data=%*s");
static_assert(wire::format<NeopixelSend> == "neopixel_send oid=%c");
static_assert(wire::format<NeopixelResult> == "neopixel_result oid=%c success=%c");
static_assert(wire::format<ConfigThermocouple> ==
              "config_thermocouple oid=%c spi_oid=%c thermocouple_type=%c");
static_assert(wire::format<QueryThermocouple> ==
              "query_thermocouple oid=%c clock=%u rest_ticks=%u min_value=%u max_value=%u "
              "max_invalid_count=%c");
static_assert(wire::format<ThermocoupleResult> ==
              "thermocouple_result oid=%c next_clock=%u value=%u fault=%c");
static_assert(wire::format<ConfigSosFilter> == "config_sos_filter oid=%c max_sections=%c");
static_assert(wire::format<SosFilterSetSection> ==
              "sos_filter_set_section oid=%c section_idx=%c sos0=%i sos1=%i sos2=%i sos3=%i "
              "sos4=%i");
static_assert(wire::format<SosFilterSetState> ==
              "sos_filter_set_state oid=%c section_idx=%c state0=%i state1=%i");
static_assert(wire::format<SosFilterSetOffsetScale> ==
              "sos_filter_set_offset_scale oid=%c offset=%i scale=%i scale_frac_bits=%c "
              "auto_offset=%c");
static_assert(wire::format<SosFilterSetActive> ==
              "sos_filter_set_active oid=%c n_sections=%c coeff_frac_bits=%c");
static_assert(wire::format<ConfigTriggerAnalog> ==
              "config_trigger_analog oid=%c sos_filter_oid=%c");
static_assert(wire::format<TriggerAnalogSetRawRange> ==
              "trigger_analog_set_raw_range oid=%c raw_min=%i raw_max=%i");
static_assert(wire::format<TriggerAnalogSetTrigger> ==
              "trigger_analog_set_trigger oid=%c trigger_analog_type=%c trigger_value=%i");
static_assert(wire::format<TriggerAnalogHome> ==
              "trigger_analog_home oid=%c trsync_oid=%c trigger_reason=%c error_reason=%c "
              "clock=%u monitor_ticks=%u monitor_max=%u");
static_assert(wire::format<TriggerAnalogQueryState> == "trigger_analog_query_state oid=%c");
static_assert(wire::format<TriggerAnalogState> ==
              "trigger_analog_state oid=%c homing=%c homing_clock=%u");
static_assert(wire::format<AnalogInAttachTriggerAnalog> ==
              "analog_in_attach_trigger_analog oid=%c trigger_analog_oid=%c");
static_assert(wire::format<ConfigAdxl345> == "config_adxl345 oid=%c spi_oid=%c");
static_assert(wire::format<QueryAdxl345> == "query_adxl345 oid=%c rest_ticks=%u");
static_assert(wire::format<QueryAdxl345Status> == "query_adxl345_status oid=%c");
static_assert(wire::format<ConfigLis2dw> ==
              "config_lis2dw oid=%c bus_oid=%c bus_oid_type=%c lis_chip_type=%c");
static_assert(wire::format<QueryLis2dw> == "query_lis2dw oid=%c rest_ticks=%u");
static_assert(wire::format<QueryLis2dwStatus> == "query_lis2dw_status oid=%c");
static_assert(wire::format<ConfigMpu9250> == "config_mpu9250 oid=%c i2c_oid=%c");
static_assert(wire::format<QueryMpu9250> == "query_mpu9250 oid=%c rest_ticks=%u");
static_assert(wire::format<QueryMpu9250Status> == "query_mpu9250_status oid=%c");
static_assert(wire::format<ConfigIcm20948> == "config_icm20948 oid=%c i2c_oid=%c");
static_assert(wire::format<QueryIcm20948> == "query_icm20948 oid=%c rest_ticks=%u");
static_assert(wire::format<QueryIcm20948Status> == "query_icm20948_status oid=%c");
static_assert(wire::format<ConfigBmi160> == "config_bmi160 oid=%c bus_oid=%c bus_oid_type=%c");
static_assert(wire::format<QueryBmi160> == "query_bmi160 oid=%c rest_ticks=%u");
static_assert(wire::format<QueryBmi160Status> == "query_bmi160_status oid=%c");
static_assert(wire::format<SensorBulkData> == "sensor_bulk_data oid=%c sequence=%hu data=%*s");
static_assert(wire::format<SensorBulkStatus> ==
              "sensor_bulk_status oid=%c clock=%u query_ticks=%u next_sequence=%hu buffered=%u "
              "possible_overflows=%hu");
static_assert(wire::format<ConfigHd44780> ==
              "config_hd44780 oid=%c rs_pin=%u e_pin=%u d4_pin=%u d5_pin=%u d6_pin=%u d7_pin=%u "
              "delay_ticks=%u");
static_assert(wire::format<Hd44780SendCmds> == "hd44780_send_cmds oid=%c cmds=%*s");
static_assert(wire::format<Hd44780SendData> == "hd44780_send_data oid=%c data=%*s");
static_assert(wire::format<ConfigSt7920> ==
              "config_st7920 oid=%c cs_pin=%u sclk_pin=%u sid_pin=%u sync_delay_ticks=%u "
              "cmd_delay_ticks=%u");
static_assert(wire::format<St7920SendCmds> == "st7920_send_cmds oid=%c cmds=%*s");
static_assert(wire::format<St7920SendData> == "st7920_send_data oid=%c data=%*s");
// Klipper's Linux process.
static_assert(wire::format<ConfigDs18b20> == "config_ds18b20 oid=%c serial=%*s max_error_count=%c");
static_assert(wire::format<QueryDs18b20> ==
              "query_ds18b20 oid=%c clock=%u rest_ticks=%u min_value=%i max_value=%i");
static_assert(wire::format<Ds18b20Result> ==
              "ds18b20_result oid=%c next_clock=%u value=%i fault=%u");
// Klipper 0.12 and before.
static_assert(wire::format<legacy::QueryAnalogIn> ==
              "query_analog_in oid=%c clock=%u sample_ticks=%u sample_count=%c rest_ticks=%u "
              "min_value=%hu max_value=%hu range_check_count=%c");
static_assert(wire::format<legacy::AnalogInState> ==
              "analog_in_state oid=%c next_clock=%u value=%hu");

// Visits all messages of all lists.
template <class Visit>
void for_each_message(Visit&& visit) {
    Commands::for_each(visit);
    Responses::for_each(visit);
    LegacyCommands::for_each(visit);
    LegacyResponses::for_each(visit);
}

std::int64_t any_value(wire::FieldKind kind, std::mt19937& random) {
    const std::uint32_t bits = random() >> (random() % 32);
    switch (kind) {
        case wire::FieldKind::u8:
            return bits % 2;  // true for every type that says %c
        case wire::FieldKind::u16:
            return bits & 0xffff;
        case wire::FieldKind::i16:
            return static_cast<std::int16_t>(bits);
        case wire::FieldKind::i32:
            return static_cast<std::int32_t>(bits);
        default:
            return bits;
    }
}

// A message with random content, made by the path that knows no types.
Octets any_payload(const wire::MessageFormat& format, std::mt19937& random) {
    std::vector<wire::FieldValue> values;
    for (const wire::FormatField& field : format.fields()) {
        if (is_integer(field.kind))
            values.emplace_back(any_value(field.kind, random));
        else
            values.emplace_back(std::string(random() % 20, static_cast<char>(random())));
    }
    std::array<std::uint8_t, wire::max_payload_size> buffer;
    wire::Writer out(buffer);
    EXPECT_TRUE(format.encode(values, out));
    return {out.bytes().begin(), out.bytes().end()};
}

template <wire::Message M>
Octets reencoded(const Octets& fields) {
    wire::Reader in(fields);
    M message;
    EXPECT_TRUE(wire::decode(in, message) && in.at_end()) << wire::format<M>;
    std::array<std::uint8_t, 64> buffer;
    wire::Writer out(buffer);
    EXPECT_TRUE(wire::encode(0, message, out)) << wire::format<M>;
    return {out.bytes().begin() + 1, out.bytes().end()};
}

TEST(Messages, typed_and_run_time_codecs_agree_on_every_message) {
    std::mt19937 random(7);
    std::size_t messages = 0;
    for_each_message([&]<wire::Message M>() {
        const auto format = wire::MessageFormat::parse(wire::format<M>);
        ASSERT_TRUE(format) << format.error().what;
        for (int i = 0; i < 200; ++i) {
            const Octets fields = any_payload(*format, random);
            EXPECT_EQ(reencoded<M>(fields), fields) << wire::format<M>;
        }
        ++messages;
    });
    EXPECT_EQ(messages, Commands::size + Responses::size + 2);
}

TEST(Messages, every_one_fits_a_block) {
    for_each_message([]<wire::Message M>() {
        const bool has_buffer = wire::format<M>.find("*s") != std::string_view::npos;
        EXPECT_TRUE(has_buffer || decltype(M::schema)::max_size <= wire::max_payload_size)
            << wire::format<M>;
    });
}

TEST(Messages, names_are_unique) {
    std::set<std::string_view> names;
    const auto add = [&]<wire::Message M>() {
        EXPECT_TRUE(names.insert(decltype(M::schema)::name).second) << wire::format<M>;
    };

    Commands::for_each(add);
    Responses::for_each(add);
}

TEST(Messages, stepping_on_both_edges_travels_as_one_byte) {
    std::array<std::uint8_t, 16> buffer;
    wire::Writer out(buffer);

    ASSERT_TRUE(wire::encode(23, ConfigStepper{{1}, {300}, {4}, -1, {0}}, out));

    EXPECT_EQ(Octets(out.bytes().begin(), out.bytes().end()),
              (Octets{23, 1, 0x82, 0x2c, 4, 0x7f, 0}));
}

TEST(Messages, make_a_dictionary_that_knows_them_all) {
    wire::DictionaryBuilder builder;
    wire::MessageId id = -32;
    Commands::for_each([&]<wire::Message M>() { builder.command<M>(id++); });
    Responses::for_each([&]<wire::Message M>() { builder.response<M>(id++); });

    const auto dictionary = wire::read_dictionary(wire::write_dictionary(builder.build()));

    ASSERT_TRUE(dictionary);
    id = -32;
    Commands::for_each(
        [&]<wire::Message M>() { EXPECT_EQ(*wire::command_id<M>(*dictionary), id++); });
    Responses::for_each(
        [&]<wire::Message M>() { EXPECT_EQ(*wire::response_id<M>(*dictionary), id++); });
}

wire::Dictionary real_dictionary(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    const Octets bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    auto dictionary = wire::read_dictionary(bytes);
    EXPECT_TRUE(dictionary) << dictionary.error().what;
    return *std::move(dictionary);
}

template <class M, class... Ms>
constexpr bool is_one_of(wire::MessageList<Ms...>) {
    return (std::same_as<M, Ms> || ...);
}

// What belongs to some boards only: ways to start again, and what needs Linux.
using Rare = wire::MessageList<Reset, ConfigReset, ConfigDs18b20, QueryDs18b20, Ds18b20Result>;

TEST(Messages, real_boards_know_every_one_but_the_rare) {
    const std::filesystem::path folder =
        std::filesystem::path(ESCAPEMENT_SOURCE_DIR) / ".." / "shared" / "conformance" / "dict";
    // They are products of Klipper's build and no part of this repository.
    if (!std::filesystem::is_directory(folder))
        GTEST_SKIP() << "there is no ../shared/conformance/dict beside the source folder";
    for (const char* name : {"stm32f446.dict", "atmega2560.dict", "rp2040.dict"}) {
        const wire::Dictionary dictionary = real_dictionary(folder / name);
        Commands::for_each([&]<wire::Message M>() {
            const auto id = wire::command_id<M>(dictionary);
            EXPECT_TRUE(id || is_one_of<M>(Rare{})) << name << ": " << id.error().what;
        });
        Responses::for_each([&]<wire::Message M>() {
            const auto id = wire::response_id<M>(dictionary);
            EXPECT_TRUE(id || is_one_of<M>(Rare{})) << name << ": " << id.error().what;
        });
    }
}

TEST(Messages, a_real_linux_process_knows_every_one_but_reset) {
    const auto path = std::filesystem::path(ESCAPEMENT_SOURCE_DIR) / ".." / "shared" /
                      "conformance" / "dict" / "linuxprocess.dict";
    if (!std::filesystem::exists(path))
        GTEST_SKIP() << "there is no ../shared/conformance/dict beside the source folder: what is "
                        "compared is a product of Klipper's build and no part of this repository";
    const wire::Dictionary dictionary = real_dictionary(path);

    Commands::for_each([&]<wire::Message M>() {
        const auto id = wire::command_id<M>(dictionary);
        EXPECT_TRUE(id || (std::same_as<M, Reset>)) << id.error().what;
    });
    Responses::for_each([&]<wire::Message M>() {
        const auto id = wire::response_id<M>(dictionary);
        EXPECT_TRUE(id) << id.error().what;
    });
}

}  // namespace
}  // namespace escapement::messages
