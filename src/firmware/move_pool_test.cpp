// Claims about queues that share their room.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "firmware/move_pool.hpp"

#include <gtest/gtest.h>

#include <array>
#include <deque>
#include <random>

namespace escapement::firmware {
namespace {

TEST(MovePool, has_no_room_before_it_is_given_any) {
    MovePool pool;
    MoveQueue<int> queue;

    EXPECT_EQ(pool.capacity(), 0);
    EXPECT_FALSE(queue.push(pool, 1));
    EXPECT_TRUE(queue.empty());
}

TEST(MovePool, is_shared_by_all_queues) {
    std::array<MovePool::Slot, 3> slots;
    MovePool pool;
    pool.assign(slots);
    MoveQueue<int> a, b;

    EXPECT_TRUE(a.push(pool, 1));
    EXPECT_TRUE(b.push(pool, 2));
    EXPECT_TRUE(a.push(pool, 3));
    EXPECT_FALSE(b.push(pool, 4));

    EXPECT_EQ(a.pop(pool), 1);
    EXPECT_TRUE(b.push(pool, 5));
    EXPECT_EQ(b.pop(pool), 2);
    EXPECT_EQ(b.front(pool), 5);
    EXPECT_EQ(b.pop(pool), 5);
    EXPECT_EQ(a.pop(pool), 3);
}

TEST(MovePool, gets_everything_back_from_a_cleared_queue) {
    std::array<MovePool::Slot, 4> slots;
    MovePool pool;
    pool.assign(slots);
    MoveQueue<int> queue;
    for (int round = 0; round < 3; ++round) {
        for (int i = 0; i < 4; ++i) EXPECT_TRUE(queue.push(pool, i));
        EXPECT_FALSE(queue.push(pool, 4));

        queue.clear(pool);

        EXPECT_TRUE(queue.empty());
    }
}

TEST(MoveQueue, agrees_with_a_model) {
    std::array<MovePool::Slot, 50> slots;
    MovePool pool;
    pool.assign(slots);
    std::array<MoveQueue<std::uint64_t>, 3> queues;
    std::array<std::deque<std::uint64_t>, 3> models;
    std::mt19937_64 random(3);

    for (int step = 0; step < 20000; ++step) {
        const std::size_t i = random() % 3;
        const std::size_t used = models[0].size() + models[1].size() + models[2].size();
        if (random() % 2) {
            const std::uint64_t value = random();
            ASSERT_EQ(queues[i].push(pool, value), used < slots.size());
            if (used < slots.size()) models[i].push_back(value);
        } else if (!models[i].empty()) {
            ASSERT_EQ(queues[i].pop(pool), models[i].front());
            models[i].pop_front();
        }
        ASSERT_EQ(queues[i].empty(), models[i].empty());
    }
}

}  // namespace
}  // namespace escapement::firmware
