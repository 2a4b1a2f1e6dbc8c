// Fuzz target: dictionaries, compressed or plain; what is readable survives being written.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/assert.hpp"
#include "wire/codebook.hpp"
#include "wire/dictionary.hpp"

using namespace escapement::wire;

namespace {

void check_round_trip(const Dictionary& dictionary) {
    const std::string text = to_json(dictionary);
    const Bytes bytes(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
    const auto again = read_dictionary(bytes);
    ASSERT(again && to_json(*again) == text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    auto dictionary = read_dictionary(Bytes(data, size));
    if (!dictionary) {
        ASSERT(dictionary.error().what.starts_with("dictionary: "));
        return 0;
    }
    check_round_trip(*dictionary);
    ASSERT(Codebook::make(*std::move(dictionary)));
    return 0;
}
