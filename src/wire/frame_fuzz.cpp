// Fuzz target: blocks found in arbitrary bytes, however these are cut into pieces.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <vector>

#include "base/assert.hpp"
#include "wire/frame.hpp"

using namespace escapement::wire;

namespace {

// Everything that a decoder told, in a form that can be compared.
struct Story {
    std::vector<std::uint8_t> told;
    std::size_t bytes_in_blocks = 0;
    std::size_t bytes_invalid = 0;
};

void tell(const Block& block, Story& story) {
    std::array<std::uint8_t, max_block_size> bytes;
    const std::size_t size = encode_block(block.sequence, block.payload, bytes);
    story.told.insert(story.told.end(), bytes.begin(), bytes.begin() + size);
    story.bytes_in_blocks += size;
}

// Feeds pieces of one to `longest` bytes.
Story decode(Bytes stream, std::size_t longest) {
    FrameDecoder decoder;
    Story story;
    for (std::size_t i = 0; !stream.empty(); ++i) {
        Bytes piece = stream.first(std::min(stream.size(), 1 + i % longest));
        stream = stream.subspan(piece.size());
        for (auto event = decoder.next(piece); event != FrameDecoder::Event::need_more;
             event = decoder.next(piece)) {
            if (event == FrameDecoder::Event::block)
                tell(decoder.block(), story);
            else
                story.told.push_back(0xff);
        }
        ASSERT(piece.empty());
    }
    story.bytes_invalid = decoder.bytes_invalid();
    return story;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const Bytes stream(data, size);
    const Story whole = decode(stream, 1 << 20);
    for (std::size_t longest : {1, 7, 100}) {
        const Story cut = decode(stream, longest);
        ASSERT(cut.told == whole.told && cut.bytes_invalid == whole.bytes_invalid);
    }
    const std::size_t accounted = whole.bytes_in_blocks + whole.bytes_invalid;
    ASSERT(accounted <= size && size - accounted < max_block_size);
    return 0;
}
