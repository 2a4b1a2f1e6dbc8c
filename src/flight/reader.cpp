// Pages in the order of their numbers, records as far as each page says.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flight/reader.hpp"

#include <algorithm>
#include <cstring>
#include <limits>

namespace escapement::flight {
namespace {

// Later moments, or earlier ones than zero, are no moments of a computer's clock.
constexpr std::int64_t latest_ns = std::numeric_limits<std::int64_t>::max() / 4;

bool is_moment(std::int64_t ns) {
    return ns >= 0 && ns <= latest_ns;
}

template <class Header>
Header header_at(wire::Bytes bytes) {
    Header header;
    std::memcpy(&header, bytes.data(), sizeof header);
    return header;
}

struct Page {
    PageHeader header;
    wire::Bytes content;  // behind the header, as far as it is used
};

class Reader {
  public:
    explicit Reader(wire::Bytes file) : file_(file) {}

    base::Result<Recording> read() {
        if (file_.size() < page_size || std::memcmp(file_.data(), magic.data(), magic.size()) != 0)
            return base::Error{"not a flight recording"};
        header_ = header_at<FileHeader>(file_);
        if (header_.page_size != page_size || header_.ring_pages == 0 ||
            header_.ring_pages > (1U << 20) || header_.pinned_pages > (1U << 12) ||
            !is_moment(header_.began_ns))
            return base::Error{"a flight recording of another version, or its header is damaged"};
        result_.began = base::HostTime(base::HostTime::duration(header_.began_ns));
        const std::size_t pinned = header_.pinned_pages * page_size;
        const std::size_t whole = page_size + pinned + header_.ring_pages * page_size;
        if (file_.size() < whole)
            damage("the file ends after " + std::to_string(file_.size()) + " of " +
                   std::to_string(whole) + " bytes");
        read_pinned(piece(page_size, pinned));
        read_ring(piece(page_size + pinned, header_.ring_pages * page_size));
        return std::move(result_);
    }

  private:
    void damage(std::string what) { result_.damages.push_back(std::move(what)); }

    // As much of it as there is.
    wire::Bytes piece(std::size_t at, std::size_t size) const {
        if (at >= file_.size()) return {};
        return file_.subspan(at, std::min(size, file_.size() - at));
    }

    void read_pinned(wire::Bytes rest) {
        while (rest.size() >= sizeof(PinnedHeader)) {
            const auto header = header_at<PinnedHeader>(rest);
            if (header.size == 0) return;
            rest = rest.subspan(sizeof header);
            if (header.size > rest.size()) return damage("names or dictionaries are cut off");
            const auto data = rest.first(header.size);
            if (checksum(data) == header.checksum)
                result_.pinned.push_back({static_cast<Pinned>(header.kind), header.board, data});
            else
                damage("a name or dictionary is damaged");
            rest = rest.subspan(std::min(filled_up(header.size), rest.size()));
        }
    }

    void read_ring(wire::Bytes ring) {
        std::vector<Page> pages;
        for (; ring.size() >= page_size; ring = ring.subspan(page_size)) {
            const auto header = header_at<PageHeader>(ring);
            if (header.number == 0) continue;
            if (header.used < sizeof header || header.used > page_size ||
                !is_moment(header.base_ns)) {
                damage("a page has a damaged header");
                continue;
            }
            pages.push_back({header, ring.subspan(sizeof header, header.used - sizeof header)});
        }
        std::sort(pages.begin(), pages.end(), [](const Page& one, const Page& other) {
            return one.header.number < other.header.number;
        });
        result_.overwritten = !pages.empty() && pages.front().header.number > 1;
        for (const Page& page : pages) read_page(page, &page == &pages.back());
    }

    // The last page may have been under way.
    void read_page(const Page& page, bool is_last) {
        const bool sealed = page.header.checksum != 0;
        if ((!sealed && !is_last) || (sealed && checksum(page.content) != page.header.checksum))
            damage("page " + std::to_string(page.header.number) + " is damaged");
        wire::Bytes rest = page.content;
        while (rest.size() >= sizeof(RecordHeader)) {
            const auto header = header_at<RecordHeader>(rest);
            rest = rest.subspan(sizeof header);
            if (header.size > rest.size())
                return damage("page " + std::to_string(page.header.number) +
                              " has a record that does not end");
            const auto at = page.header.base_ns + std::int64_t{header.after_ns};
            result_.records.push_back({base::HostTime(base::HostTime::duration(at)),
                                       static_cast<Kind>(header.kind),
                                       header.board,
                                       rest.first(header.size)});
            rest = rest.subspan(std::min(filled_up(header.size), rest.size()));
        }
    }

    const wire::Bytes file_;
    FileHeader header_{};
    Recording result_;
};

}  // namespace

wire::Bytes Recording::find(Pinned kind, std::uint8_t board) const {
    for (const PinnedEntry& entry : pinned)
        if (entry.kind == kind && entry.board == board) return entry.data;
    return {};
}

std::string Recording::board_name(std::uint8_t board) const {
    const auto name = find(Pinned::board_name, board);
    return name.empty() ? "board " + std::to_string(board) : std::string(name.begin(), name.end());
}

base::Result<Recording> read_recording(wire::Bytes file) {
    return Reader(file).read();
}

}  // namespace escapement::flight
