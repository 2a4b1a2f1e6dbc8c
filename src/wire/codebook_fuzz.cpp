// Fuzz target: payloads decoded and console lines encoded by a small board's codebook.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <string_view>

#include "base/assert.hpp"
#include "wire/codebook.hpp"
#include "wire/dictionary_builder.hpp"
#include "wire/frame.hpp"

using namespace escapement::wire;

namespace {

Codebook make_codebook() {
    DictionaryBuilder builder;
    builder.command(-5, "config_stepper oid=%c step_pin=%c dir_pin=%c invert_step=%c ticks=%u");
    builder.command(2, "queue_step oid=%c interval=%u count=%hu add=%hi");
    builder.command(3, "debug_ping data=%*s");
    builder.response(4, "stepper_position oid=%c pos=%i");
    builder.response(0, "identify_response offset=%u data=%.*s");
    builder.output(5, "100%% of %hu at %s");
    builder.names("pin", "PA0", 0, 16);
    builder.name("pin", "ADC_TEMPERATURE", 254);
    auto book = Codebook::make(builder.build());
    ASSERT(book);
    return *std::move(book);
}

// A line that was understood prints as a line that gives the same bytes.
void check_line(const Codebook& book, std::string_view line) {
    const auto payload = book.encode(line);
    if (!payload) return;
    ASSERT(payload->size() <= max_payload_size);
    const auto messages = book.decode_all(*payload);
    ASSERT(messages && messages->size() == 1);
    const auto again = book.encode(messages->front().print());
    ASSERT(again && *again == *payload);
}

void check_payload(const Codebook& book, Bytes payload) {
    const auto messages = book.decode_all(payload);
    if (!messages) return;
    for (const DecodedMessage& message : *messages)
        if (message.format->name() != "#output") check_line(book, message.print());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const Codebook book = make_codebook();
    check_payload(book, Bytes(data, size));
    check_line(book, {reinterpret_cast<const char*>(data), size});
    return 0;
}
