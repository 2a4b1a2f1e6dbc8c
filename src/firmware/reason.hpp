// Why a board shuts down: every reason has a number and a text, which hosts know by heart.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace escapement::firmware {

// Travels as static_string_id.
enum class Reason : std::uint8_t {
    none,
    timer_too_close,
    rescheduled_timer_in_the_past,
    command_request,
    shutdown_cleared_when_running,
    invalid_command,
    command_parser_error,
    out_of_memory,
    no_room_for_moves,
    move_queue_overflow,
    oids_already_allocated,
    cannot_assign_oid,
    invalid_oid_type,
    already_finalized,
    config_reset_when_running,
    not_an_output_pin,
    not_an_input_pin,
    not_an_adc_pin,
    not_a_pwm_pin,
    invalid_count,
    stepper_active,
    stepper_too_far_in_past,
    signal_already_active,
    digital_out_missed,
    digital_out_too_long,
    digital_out_cycle_while_queued,
    digital_out_update_while_queued,
    pwm_out_missed,
    pwm_out_too_long,
    adc_out_of_range,
    adc_report_too_long,
};

// Texts by number.  Hosts recognise some of them, so they are those of Klipper's firmware.
inline constexpr auto reason_texts = std::to_array<std::string_view>({
    "",
    "Timer too close",
    "Rescheduled timer in the past",
    "Command request",
    "Shutdown cleared when not shutdown",
    "Invalid command",
    "Command parser error",
    "alloc_chunk failed",
    "alloc_chunks failed",
    "Move queue overflow",
    "oids already allocated",
    "Can't assign oid",
    "Invalid oid type",
    "Already finalized",
    "config_reset only available when shutdown",
    "Not an output pin",
    "Not an input pin",
    "Not a valid ADC pin",
    "Not a valid PWM pin",
    "Invalid count parameter",
    "Can't reset time when stepper active",
    "Stepper too far in past",
    "Can't add signal that is already active",
    "Missed scheduling of next digital out event",
    "Scheduled digital out event will exceed max_duration",
    "Can not set soft pwm cycle ticks while updates pending",
    "update_digital_out not valid with active queue",
    "Missed scheduling of next hard pwm event",
    "Scheduled pwm event will exceed max_duration",
    "ADC out of range",
    "Invalid analog_in bytes_per_report",
});
static_assert(reason_texts.size() == std::size_t(Reason::adc_report_too_long) + 1);

constexpr std::string_view text(Reason reason) {
    return reason_texts[static_cast<std::size_t>(reason)];
}

}  // namespace escapement::firmware
